/* The quantile kernels for x86-64 with AVX2 and FMA. */
#include "quantile_paths.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

typedef double vec __attribute__((vector_size(32)));
typedef int64_t mask __attribute__((vector_size(32)));
typedef uint64_t bits_vec __attribute__((vector_size(32)));

#define WIDTH 4
#define NAME(x) quantile_avx2_##x
#define FMA(a, b, c) ((vec)_mm256_fmadd_pd((a), (b), (c)))
#define SQRT(x) ((vec)_mm256_sqrt_pd(x))
#define TRANSPOSED_ROWS
#define choose(m, a, b) ((vec)_mm256_blendv_pd((vec)(b), (vec)(a), (vec)(m)))
#define any(m) (_mm256_movemask_pd((vec)(m)) != 0)

static inline __attribute__((always_inline)) void transpose(
    const double *r0, const double *r1, const double *r2, const double *r3, vec *c) {
  __m256d a = _mm256_loadu_pd(r0), b = _mm256_loadu_pd(r1);
  __m256d d = _mm256_loadu_pd(r2), e = _mm256_loadu_pd(r3);
  __m256d ab_low = _mm256_unpacklo_pd(a, b), ab_high = _mm256_unpackhi_pd(a, b);
  __m256d de_low = _mm256_unpacklo_pd(d, e), de_high = _mm256_unpackhi_pd(d, e);
  c[0] = (vec)_mm256_permute2f128_pd(ab_low, de_low, 0x20);
  c[1] = (vec)_mm256_permute2f128_pd(ab_high, de_high, 0x20);
  c[2] = (vec)_mm256_permute2f128_pd(ab_low, de_low, 0x31);
  c[3] = (vec)_mm256_permute2f128_pd(ab_high, de_high, 0x31);
}

/* Whole rows and a transposition: a row is one cache line, and this beats eight gathers. */
static inline __attribute__((always_inline)) void gather_rows(
    const double *rows, mask index, vec *c) {
  const double *r0 = rows + 8 * index[0], *r1 = rows + 8 * index[1];
  const double *r2 = rows + 8 * index[2], *r3 = rows + 8 * index[3];
  transpose(r0, r1, r2, r3, c);
  transpose(r0 + 4, r1 + 4, r2 + 4, r3 + 4, c + 4);
}

#include "quantile_body.h"

#pragma clang attribute pop

#endif
