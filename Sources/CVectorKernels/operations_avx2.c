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

/* Brackets are narrow, so that most vectors of four hold nothing inside: the branch is taken
   seldom. */
void operations_avx2_split(const double *values, size_t count, block_bracket *bracket) {
  const __m256d low = _mm256_set1_pd(bracket->low), high = _mm256_set1_pd(bracket->high);
  __m256i below = _mm256_setzero_si256(), to_low = below, at_high = below;
  double *inside = bracket->inside + bracket->inside_count;
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    __m256d x = _mm256_loadu_pd(values + i);
    __m256d is_below = _mm256_cmp_pd(x, low, _CMP_LT_OQ);
    __m256d is_to_low = _mm256_cmp_pd(x, low, _CMP_LE_OQ);
    __m256d under_high = _mm256_cmp_pd(x, high, _CMP_LT_OQ);
    __m256d is_high = _mm256_cmp_pd(x, high, _CMP_EQ_OQ);
    /* A true lane is -1. */
    below = _mm256_sub_epi64(below, _mm256_castpd_si256(is_below));
    to_low = _mm256_sub_epi64(to_low, _mm256_castpd_si256(is_to_low));
    at_high = _mm256_sub_epi64(at_high, _mm256_castpd_si256(is_high));
    int kept = _mm256_movemask_pd(_mm256_andnot_pd(is_to_low, under_high));
    while (kept) {
      *inside++ = values[i + (size_t)__builtin_ctz((unsigned)kept)];
      kept &= kept - 1;
    }
  }
  int64_t sums[3][4];
  _mm256_storeu_si256((__m256i *)sums[0], below);
  _mm256_storeu_si256((__m256i *)sums[1], to_low);
  _mm256_storeu_si256((__m256i *)sums[2], at_high);
  size_t under = (size_t)(sums[0][0] + sums[0][1] + sums[0][2] + sums[0][3]);
  size_t reached = (size_t)(sums[1][0] + sums[1][1] + sums[1][2] + sums[1][3]);
  size_t top = (size_t)(sums[2][0] + sums[2][1] + sums[2][2] + sums[2][3]);
  bracket->below += under;
  bracket->at_low += reached - under;
  if (bracket->high > bracket->low) bracket->at_high += top;
  bracket->inside_count = (size_t)(inside - bracket->inside);
  if (i < count) operations_baseline_split(values + i, count - i, bracket);
}

#pragma clang attribute pop

#endif
