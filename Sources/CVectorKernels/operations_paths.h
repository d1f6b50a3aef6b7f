/* The kernels of block_operations.h under the names of their instruction sets. */
#ifndef AMPLEUR_OPERATIONS_PATHS_H
#define AMPLEUR_OPERATIONS_PATHS_H

#include "block_operations.h"

#define OPERATIONS_PATH(P)                                                                      \
  void operations_##P##_unary(block_unary, const double *, double *, size_t);                   \
  void operations_##P##_binary(                                                                 \
      block_binary, const double *, size_t, const double *, size_t, double *, size_t);          \
  void operations_##P##_chain(                                                                  \
      block_binary, block_second, const double *, const double *, const double *, size_t,       \
      double *, size_t);                                                                        \
  void operations_##P##_break_rest(double *, double *, size_t);                                 \
  void operations_##P##_select(                                                                 \
      const double *, size_t, const double *, size_t, const double *, size_t, double *, size_t); \
  size_t operations_##P##_failures(const double *, size_t);                                     \
  void operations_##P##_split(const double *, size_t, block_bracket *);

OPERATIONS_PATH(baseline)
#if defined(__x86_64__)
OPERATIONS_PATH(avx2)
#endif

#endif
