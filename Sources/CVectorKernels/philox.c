#include "philox.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* The high 52 bits m of a word as (m + 1/2) 2^-52, exactly. */
ALWAYS_INLINE double unit_value(uint64_t word) {
  uint64_t bits = 0x3FF0000000000000u | word >> 12;
  double shifted;
  memcpy(&shifted, &bits, sizeof shifted);
  return shifted - (1 - 0x1p-53);
}

/* Two values from each block. The words stay in 64-bit lanes; their high halves may hold leftovers
   between rounds, which the 32-bit multiplications ignore. */
ALWAYS_INLINE void fill_blocks(
    uint64_t seed, uint32_t use_bits, uint32_t dimension, uint32_t replicate, uint64_t block,
    size_t count, double *restrict values) {
  for (size_t i = 0; i < count; i++) {
    uint64_t number = block + i;
    uint64_t w0 = number;
    uint64_t w1 = number >> 32 | use_bits;
    uint64_t w2 = dimension;
    uint64_t w3 = replicate;
    uint32_t key0 = (uint32_t)seed;
    uint32_t key1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      uint64_t first = (w0 & 0xFFFFFFFFu) * 0xD2511F53u;
      uint64_t second = (w2 & 0xFFFFFFFFu) * 0xCD9E8D57u;
      w0 = second >> 32 ^ w1 ^ key0;
      w1 = second;
      w2 = first >> 32 ^ w3 ^ key1;
      w3 = first;
      key0 += 0x9E3779B9u;
      key1 += 0xBB67AE85u;
    }
    values[2 * i] = unit_value((w0 & 0xFFFFFFFFu) | w1 << 32);
    values[2 * i + 1] = unit_value((w2 & 0xFFFFFFFFu) | w3 << 32);
  }
}

ALWAYS_INLINE void fill(
    uint64_t seed, ampleur_philox_use use, uint32_t dimension, uint32_t replicate, uint64_t start,
    size_t count, double *values) {
  uint32_t use_bits = (uint32_t)use << 24;
  double pair[2];
  if (start & 1 && count > 0) {
    fill_blocks(seed, use_bits, dimension, replicate, start >> 1, 1, pair);
    *values++ = pair[1];
    start++;
    count--;
  }
  fill_blocks(seed, use_bits, dimension, replicate, start >> 1, count >> 1, values);
  if (count & 1) {
    fill_blocks(seed, use_bits, dimension, replicate, (start + count) >> 1, 1, pair);
    values[count - 1] = pair[0];
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void fill_avx2(
    uint64_t seed, ampleur_philox_use use, uint32_t dimension, uint32_t replicate, uint64_t start,
    size_t count, double *values) {
  fill(seed, use, dimension, replicate, start, count, values);
}

__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void fill_avx512(
    uint64_t seed, ampleur_philox_use use, uint32_t dimension, uint32_t replicate, uint64_t start,
    size_t count, double *values) {
  fill(seed, use, dimension, replicate, start, count, values);
}
#endif

void ampleur_philox_uniforms(
    ampleur_instruction_set instructions, uint64_t seed, ampleur_philox_use use, uint32_t dimension,
    uint32_t replicate, uint64_t start, size_t count, double *values) {
#if defined(__x86_64__)
  if (instructions == ampleur_instructions_avx512) {
    fill_avx512(seed, use, dimension, replicate, start, count, values);
    return;
  }
  if (instructions == ampleur_instructions_avx2) {
    fill_avx2(seed, use, dimension, replicate, start, count, values);
    return;
  }
#endif
  (void)instructions;
  fill(seed, use, dimension, replicate, start, count, values);
}
