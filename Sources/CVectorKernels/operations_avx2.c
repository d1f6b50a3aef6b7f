/* The block operations for x86-64 with AVX2 and FMA. */
#include "operations_paths.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

typedef double vec __attribute__((vector_size(32)));
typedef int64_t mask __attribute__((vector_size(32)));
typedef uint64_t bits_vec __attribute__((vector_size(32)));

#define WIDTH 4
#define NAME(x) operations_avx2_##x
#define FMA(a, b, c) ((vec)_mm256_fmadd_pd((a), (b), (c)))
#define choose(m, a, b) ((vec)_mm256_blendv_pd((vec)(b), (vec)(a), (vec)(m)))

#include "vector_basics.h"

#include "quantile_math.h"

#include "operations_body.h"

/* Brackets are narrow, so that most pairs of vectors hold nothing in them, ends included: the
   branch is taken seldom, and what is in them is told apart one value at a time. */
void operations_avx2_split(const double *values, size_t count, block_bracket *bracket) {
  const double low = bracket->low, high = bracket->high;
  const __m256d lows = _mm256_set1_pd(low), highs = _mm256_set1_pd(high);
  __m256i below = _mm256_setzero_si256();
  size_t at_low = 0, at_high = 0;
  double *inside = bracket->inside + bracket->inside_count;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256d x = _mm256_loadu_pd(values + i), y = _mm256_loadu_pd(values + i + 4);
    /* A true lane is -1. */
    __m256d x_below = _mm256_cmp_pd(x, lows, _CMP_LT_OQ);
    __m256d y_below = _mm256_cmp_pd(y, lows, _CMP_LT_OQ);
    below = _mm256_sub_epi64(below, _mm256_castpd_si256(x_below));
    below = _mm256_sub_epi64(below, _mm256_castpd_si256(y_below));
    __m256d x_in = _mm256_andnot_pd(x_below, _mm256_cmp_pd(x, highs, _CMP_LE_OQ));
    __m256d y_in = _mm256_andnot_pd(y_below, _mm256_cmp_pd(y, highs, _CMP_LE_OQ));
    if (__builtin_expect(_mm256_testz_pd(_mm256_or_pd(x_in, y_in), _mm256_or_pd(x_in, y_in)), 1)) {
      continue;
    }
    unsigned kept =
        (unsigned)_mm256_movemask_pd(x_in) | (unsigned)_mm256_movemask_pd(y_in) << 4;
    while (kept) {
      const double value = values[i + (size_t)__builtin_ctz(kept)];
      kept &= kept - 1;
      at_low += value == low;
      at_high += value == high;
      *inside = value;
      inside += (value > low) & (value < high);
    }
  }
  int64_t sums[4];
  _mm256_storeu_si256((__m256i *)sums, below);
  bracket->below += (size_t)(sums[0] + sums[1] + sums[2] + sums[3]);
  bracket->at_low += at_low;
  if (high > low) bracket->at_high += at_high;
  bracket->inside_count = (size_t)(inside - bracket->inside);
  if (i < count) operations_baseline_split(values + i, count - i, bracket);
}

#pragma clang attribute pop

#endif
