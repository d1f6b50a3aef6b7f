/* The quantile kernels for any machine: one value at a time, with the multiply-add fused by the
   machine or, on x86-64 processors that cannot, by the C library. The bits are those of the AVX2
   path. */
#include "quantile_paths.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

typedef double vec __attribute__((vector_size(8)));
typedef int64_t mask __attribute__((vector_size(8)));
typedef uint64_t bits_vec __attribute__((vector_size(8)));

#define WIDTH 1
#define FMA(a, b, c) ((vec){fma((a)[0], (b)[0], (c)[0])})
#define SQRT(x) ((vec){sqrt((x)[0])})
#define choose(m, a, b) ((m)[0] ? (a) : (b))
#define any(m) ((m)[0] != 0)
#define NAME(x) quantile_baseline_##x

#include "quantile_body.h"
