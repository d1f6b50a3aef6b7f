/* The kernels of quantile_transforms.h under the names of their instruction sets. */
#ifndef AMPLEUR_QUANTILE_PATHS_H
#define AMPLEUR_QUANTILE_PATHS_H

#include "quantile_transforms.h"

#define QUANTILE_PATH(P)                                                                          \
  void quantile_##P##_uniform(double *, size_t, double, double);                                  \
  void quantile_##P##_log_uniform(double *, size_t, double, double, double);                      \
  void quantile_##P##_triangular(double *, size_t, double, double, double);                       \
  void quantile_##P##_exponential(double *, size_t, double);                                      \
  void quantile_##P##_weibull(double *, size_t, double, double);                                  \
  void quantile_##P##_gumbel(double *, size_t, double, double);                                   \
  void quantile_##P##_normal(double *, size_t, double, double);                                   \
  void quantile_##P##_log_normal(double *, size_t, double, double);                               \
  void quantile_##P##_affine(double *, size_t, double, double);                                   \
  size_t quantile_##P##_by_table(                                                                 \
      const quantile_table *, double *, size_t, uint32_t *, double *);

QUANTILE_PATH(baseline)
#if defined(__x86_64__)
QUANTILE_PATH(avx2)
#endif

#endif
