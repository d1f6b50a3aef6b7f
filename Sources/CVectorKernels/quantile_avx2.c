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

/* The coefficients k and k + 1 of four rows: halves of rows straight from memory, which spares
   half of the shuffles of a transposition and beats eight gathers. */
static inline __attribute__((always_inline)) void gather_pair(
    const double *r0, const double *r1, const double *r2, const double *r3, vec *c) {
  __m256d even = _mm256_insertf128_pd(
      _mm256_castpd128_pd256(_mm_loadu_pd(r0)), _mm_loadu_pd(r2), 1);
  __m256d odd = _mm256_insertf128_pd(
      _mm256_castpd128_pd256(_mm_loadu_pd(r1)), _mm_loadu_pd(r3), 1);
  c[0] = (vec)_mm256_unpacklo_pd(even, odd);
  c[1] = (vec)_mm256_unpackhi_pd(even, odd);
}

/* The 8 coefficients of four rows, one vector for each power; a row is one cache line. */
static inline __attribute__((always_inline)) void gather_rows(
    const double *rows, const int64_t *offset, vec *c) {
  const double *r0 = rows + offset[0], *r1 = rows + offset[1];
  const double *r2 = rows + offset[2], *r3 = rows + offset[3];
  for (int k = 0; k < 8; k += 2) gather_pair(r0 + k, r1 + k, r2 + k, r3 + k, c + k);
}

#include "quantile_body.h"

#pragma clang attribute pop

#endif
