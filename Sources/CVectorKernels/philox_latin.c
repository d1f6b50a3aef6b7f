#include "philox.h"

#pragma STDC FP_CONTRACT OFF

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum { round_count = 8, chunk = 512, shuffle_limit = 256 };

/* A permutation of 0 ..< point_count.

   Up to shuffle_limit points: a shuffled table, as networks on very few bits reach the permutations
   unevenly. Above: a Feistel network on the smallest power of two that holds them, walked until it
   lands inside, then a rotation by a random shift, which makes the image of each single point
   exactly uniform. Reference: J. Black and P. Rogaway (2002), Ciphers with arbitrary finite
   domains, CT-RSA 2002, doi:10.1007/3-540-45760-7_9. */
typedef struct latin_permutation {
  uint32_t table[shuffle_limit];
  uint32_t keys[round_count];
  uint32_t point_count;
  uint32_t shift;
  uint32_t low_bits;
  uint32_t low_mask;
  uint32_t high_mask;
} latin_permutation;

static uint32_t bits_for(uint64_t point_count) {
  uint32_t bits = 0;
  while ((uint64_t)1 << bits < point_count) { bits++; }
  return bits;
}

/* A number in 0 ..< bound. */
static uint32_t scaled(uint32_t high, uint32_t low, uint64_t bound) {
  uint64_t random = (uint64_t)high << 32 | low;
  return (uint32_t)((unsigned __int128)random * bound >> 64);
}

static latin_permutation make_permutation(
    uint64_t seed, uint32_t dimension, uint32_t replicate, uint64_t point_count) {
  latin_permutation permutation = {0};
  ampleur_philox4x32_words words;
  permutation.point_count = (uint32_t)point_count;
  if (point_count <= shuffle_limit) {
    for (uint32_t i = 0; i < point_count; i++) {
      words = ampleur_philox_block(seed, ampleur_philox_latin_keys, dimension, replicate, i);
      uint32_t j = scaled(words.w1, words.w0, (uint64_t)i + 1);
      permutation.table[i] = permutation.table[j];
      permutation.table[j] = i;
    }
    return permutation;
  }
  for (int i = 0; i < round_count; i += 4) {
    words = ampleur_philox_block(
        seed, ampleur_philox_latin_keys, dimension, replicate, 1 + (uint64_t)i / 4);
    permutation.keys[i] = words.w0;
    permutation.keys[i + 1] = words.w1;
    permutation.keys[i + 2] = words.w2;
    permutation.keys[i + 3] = words.w3;
  }
  words = ampleur_philox_block(seed, ampleur_philox_latin_keys, dimension, replicate, 0);
  permutation.shift = scaled(words.w1, words.w0, point_count);
  uint32_t bits = bits_for(point_count);
  permutation.low_bits = bits / 2;
  permutation.low_mask = ((uint32_t)1 << permutation.low_bits) - 1;
  permutation.high_mask = ((uint32_t)1 << (bits - permutation.low_bits)) - 1;
  return permutation;
}

/* A 32-bit finaliser with little bias (C. Wellons, 2018). */
ALWAYS_INLINE uint32_t mixed(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7FEB352Du;
  x ^= x >> 15;
  x *= 0x846CA68Bu;
  return x ^ x >> 16;
}

ALWAYS_INLINE uint32_t encrypted(uint32_t x, const latin_permutation *permutation) {
  uint32_t low = x & permutation->low_mask;
  uint32_t high = x >> permutation->low_bits;
#pragma clang loop unroll(full)
  for (int round = 0; round < round_count; round += 2) {
    high ^= mixed(low + permutation->keys[round]) & permutation->high_mask;
    low ^= mixed(high + permutation->keys[round + 1]) & permutation->low_mask;
  }
  return high << permutation->low_bits | low;
}

/* The numbers in 0 ..< point_count that the network leads to. */
ALWAYS_INLINE void walk(const latin_permutation *permutation, uint32_t *numbers, uint32_t count) {
  uint32_t waiting[chunk];
  uint16_t places[chunk];
  uint32_t limit = permutation->point_count;
#pragma clang loop vectorize_width(16) interleave_count(1)
  for (uint32_t i = 0; i < count; i++) { numbers[i] = encrypted(numbers[i], permutation); }
  uint32_t outside = 0;
  for (uint32_t i = 0; i < count; i++) {
    places[outside] = (uint16_t)i;
    waiting[outside] = numbers[i];
    outside += numbers[i] >= limit;
  }
  while (outside > 0) {
#pragma clang loop vectorize_width(16) interleave_count(1)
    for (uint32_t i = 0; i < outside; i++) { waiting[i] = encrypted(waiting[i], permutation); }
    uint32_t left = 0;
    for (uint32_t i = 0; i < outside; i++) {
      uint32_t place = places[i];
      uint32_t number = waiting[i];
      numbers[place] = number;
      places[left] = (uint16_t)place;
      waiting[left] = number;
      left += number >= limit;
    }
    outside = left;
  }
}

ALWAYS_INLINE void fill(
    const latin_permutation *permutation, uint32_t offset_bits, uint64_t start, size_t count,
    double *restrict values) {
  uint32_t strata[chunk];
  uint32_t first = (uint32_t)start;
  uint32_t limit = permutation->point_count;
  if (limit <= shuffle_limit) {
    for (size_t i = 0; i < count; i++) { strata[i] = permutation->table[first + i]; }
  } else {
    latin_permutation own = *permutation;
    for (uint32_t i = 0; i < (uint32_t)count; i++) { strata[i] = first + i; }
    walk(&own, strata, (uint32_t)count);
  }
  /* Offsets are cut to a number of bits that leaves stratum + offset exact. */
  double cells = (double)((uint32_t)1 << offset_bits);
  double width = 1 / cells;
  double total = (double)limit;
  for (size_t i = 0; i < count; i++) {
    uint32_t turned = strata[i] + permutation->shift;
    turned = turned >= limit ? turned - limit : turned;
    double offset = ((double)(int32_t)(values[i] * cells) + 0.5) * width;
    values[i] = ((double)(int32_t)turned + offset) / total;
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void fill_avx2(
    const latin_permutation *permutation, uint32_t offset_bits, uint64_t start, size_t count,
    double *values) {
  fill(permutation, offset_bits, start, count, values);
}

__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void fill_avx512(
    const latin_permutation *permutation, uint32_t offset_bits, uint64_t start, size_t count,
    double *values) {
  fill(permutation, offset_bits, start, count, values);
}
#endif

static void fill_chunk(
    ampleur_instruction_set instructions, const latin_permutation *permutation,
    uint32_t offset_bits, uint64_t start, size_t count, double *values) {
#if defined(__x86_64__)
  if (instructions == ampleur_instructions_avx512) {
    fill_avx512(permutation, offset_bits, start, count, values);
    return;
  }
  if (instructions == ampleur_instructions_avx2) {
    fill_avx2(permutation, offset_bits, start, count, values);
    return;
  }
#endif
  (void)instructions;
  fill(permutation, offset_bits, start, count, values);
}

void ampleur_philox_latin(
    ampleur_instruction_set instructions, uint64_t seed, uint32_t dimension, uint32_t replicate,
    uint64_t point_count, uint64_t start, size_t count, double *values) {
  latin_permutation permutation = make_permutation(seed, dimension, replicate, point_count);
  uint32_t offset_bits = 50 - bits_for(point_count);
  if (offset_bits > 30) { offset_bits = 30; }
  ampleur_philox_uniforms(
      instructions, seed, ampleur_philox_latin_offsets, dimension, replicate, start, count, values);
  while (count > 0) {
    size_t here = count < chunk ? count : chunk;
    fill_chunk(instructions, &permutation, offset_bits, start, here, values);
    start += here;
    values += here;
    count -= here;
  }
}
