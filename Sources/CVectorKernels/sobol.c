#include "sobol.h"

#include <string.h>

#include "philox.h"

#pragma STDC FP_CONTRACT OFF

#define ALWAYS_INLINE static inline __attribute__((always_inline))

void ampleur_sobol_scramble_key(
    uint64_t seed, uint32_t dimension, uint32_t replicate, uint32_t key[AMPLEUR_SOBOL_KEY_WORDS]) {
  ampleur_philox4x32_words words[2] = {
      ampleur_philox_block(seed, ampleur_philox_sobol_keys, dimension, replicate, 0),
      ampleur_philox_block(seed, ampleur_philox_sobol_keys, dimension, replicate, 1)};
  memcpy(key, words, sizeof words);
}

/* Every step carries information from low bits to high ones only, and is invertible; so is their
   composition, which is a nested scramble of the bit-reversed word. The multiply-and-xor steps,
   with even constants that spread every bit over many higher ones, are due to Laine and Karras by
   way of Burley (2020); the constants are those published by N. Vegdahl (2021). That construction
   alone, with one 32-bit key, reaches few of the possible scrambles. The keyed additions, the odd
   multiplier and the keyed products of neighbouring bits make the flips of the first four levels
   (15 bits, one for each node of the tree) jointly uniform, and the flips of any two or four nodes
   below them independent, as far as the tests see. The exclusive-or with key[7] that ends it makes
   every single point exactly uniform over the keys.

   That last step is left to the callers, who have it for nothing. */
ALWAYS_INLINE uint32_t scramble_but_last(uint32_t x, const uint32_t *key) {
  x += key[0];
  x ^= x * 0x3D20ADEAu;
  x += key[1];
  x ^= x << 1 & x << 2 & (key[2] ^ (x << 3 & key[3]));
  x *= key[4] | 1;
  x ^= x * 0x05526C56u;
  x += key[5];
  x ^= x * 0x53A22864u;
  x += key[6];
  return x;
}

uint32_t ampleur_sobol_scramble(uint32_t word, const uint32_t key[AMPLEUR_SOBOL_KEY_WORDS]) {
  return scramble_but_last(word, key) ^ key[7];
}

/* The bits of 2^52: a 32-bit number in the low half makes a double larger by that number. */
static const uint64_t two_to_52 = 0x4330000000000000u;

/* (x + 1/2) 2^-32 of x = word ^ (low half of flips), exactly, where the high half of flips is that
   of two_to_52. */
ALWAYS_INLINE double unit_value(uint32_t word, uint64_t flips) {
  uint64_t bits = flips ^ word;
  double shifted;
  memcpy(&shifted, &bits, sizeof shifted);
  return (shifted - 4503599627370495.5) * 0x1p-32;
}

enum { table_bits = 6, table_size = 1 << table_bits };

/* Without a hint the loops take as many lanes as there are doubles in a vector, and the integer
   work would use half of it. */
#define WIDE_LOOP _Pragma("clang loop vectorize_width(32) interleave_count(1)")

/* Points of an aligned block of table_size are the table exclusive-or one base. */
ALWAYS_INLINE void fill_block(
    uint32_t base, const uint32_t *table, const uint32_t *key, size_t count, double *values) {
  if (key) {
    uint64_t flips = two_to_52 | __builtin_bitreverse32(key[7]);
    WIDE_LOOP
    for (size_t i = 0; i < count; i++) {
      uint32_t word = scramble_but_last(base ^ table[i], key);
      values[i] = unit_value(__builtin_bitreverse32(word), flips);
    }
  } else {
    WIDE_LOOP
    for (size_t i = 0; i < count; i++) {
      values[i] = unit_value(__builtin_bitreverse32(base ^ table[i]), two_to_52);
    }
  }
}

ALWAYS_INLINE void fill(
    const uint32_t *directions, const uint32_t *shared_key, uint64_t start, size_t count,
    double *values) {
  uint32_t table[table_size];
  table[0] = 0;
  for (int k = 0; k < table_bits; k++) {
    for (int i = 0; i < 1 << k; i++) { table[1 << k | i] = table[i] ^ directions[k]; }
  }
  /* A copy the loops can keep in registers: values cannot alias it. */
  uint32_t own_key[AMPLEUR_SOBOL_KEY_WORDS] = {0};
  const uint32_t *key = shared_key ? own_key : NULL;
  if (shared_key) { memcpy(own_key, shared_key, sizeof own_key); }

  uint64_t block = start >> table_bits;
  uint32_t base = 0;
  /* carry[k]: how the base changes where the block number's lowest k bits are all ones. */
  uint32_t carry[32 - table_bits];
  uint32_t sum = 0;
  for (int k = 0; k < 32 - table_bits; k++) {
    if (block >> k & 1) { base ^= directions[table_bits + k]; }
    sum ^= directions[table_bits + k];
    carry[k] = sum;
  }

  size_t offset = start & (table_size - 1);
  while (count > 0) {
    size_t here = table_size - offset;
    if (offset == 0 && count >= table_size) {
      fill_block(base, table, key, table_size, values);
    } else {
      if (here > count) { here = count; }
      fill_block(base, table + offset, key, here, values);
    }
    values += here;
    count -= here;
    offset = 0;
    block++;
    int zeros = __builtin_ctzll(block);
    if (zeros < 32 - table_bits) { base ^= carry[zeros]; }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void fill_avx2(
    const uint32_t *directions, const uint32_t *key, uint64_t start, size_t count,
    double *values) {
  fill(directions, key, start, count, values);
}

__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void fill_avx512(
    const uint32_t *directions, const uint32_t *key, uint64_t start, size_t count,
    double *values) {
  fill(directions, key, start, count, values);
}
#endif

void ampleur_sobol_fill(
    ampleur_instruction_set instructions, const uint32_t directions[32], const uint32_t *key,
    uint64_t start, size_t count, double *values) {
#if defined(__x86_64__)
  if (instructions == ampleur_instructions_avx512) {
    fill_avx512(directions, key, start, count, values);
    return;
  }
  if (instructions == ampleur_instructions_avx2) {
    fill_avx2(directions, key, start, count, values);
    return;
  }
#endif
  (void)instructions;
  fill(directions, key, start, count, values);
}
