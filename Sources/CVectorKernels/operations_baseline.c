/* The block operations for any machine; exp and log take one value at a time, with the bits of the
   AVX2 path. */
#include "operations_paths.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

typedef double vec __attribute__((vector_size(8)));
typedef int64_t mask __attribute__((vector_size(8)));
typedef uint64_t bits_vec __attribute__((vector_size(8)));

#define WIDTH 1
#define FMA(a, b, c) ((vec){fma((a)[0], (b)[0], (c)[0])})
#define choose(m, a, b) ((m)[0] ? (a) : (b))
#define NAME(x) operations_baseline_##x

#include "vector_basics.h"

#include "quantile_math.h"

#include "operations_body.h"

/* Without branches: the comparisons are unpredictable. */
void operations_baseline_split(const double *values, size_t count, block_bracket *bracket) {
  const double low = bracket->low, high = bracket->high;
  size_t below = 0, at_low = 0, at_high = 0;
  double *inside = bracket->inside + bracket->inside_count;
  for (size_t i = 0; i < count; i++) {
    const double x = values[i];
    below += x < low;
    at_low += x == low;
    at_high += x == high;
    *inside = x;
    inside += (x > low) & (x < high);
  }
  bracket->below += below;
  bracket->at_low += at_low;
  if (high > low) bracket->at_high += at_high;
  bracket->inside_count = (size_t)(inside - bracket->inside);
}
