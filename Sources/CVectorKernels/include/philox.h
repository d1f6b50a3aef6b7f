/* Philox counter-based random numbers.

   Reference: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as
   easy as 1, 2, 3, Proceedings of SC11, doi:10.1145/2063384.2063405. The multipliers and the key
   increments (golden ratio and sqrt(3) - 1, in binary) are those of the paper. */
#ifndef AMPLEUR_PHILOX_H
#define AMPLEUR_PHILOX_H

#include <stddef.h>
#include <stdint.h>

#include "instruction_set.h"

typedef struct ampleur_philox4x32_words {
  uint32_t w0, w1, w2, w3;
} ampleur_philox4x32_words;

typedef struct ampleur_philox4x64_words {
  uint64_t w0, w1, w2, w3;
} ampleur_philox4x64_words;

/* Philox4x32-10: the four output words of a counter (w0 the lowest word) under a key. */
static inline ampleur_philox4x32_words ampleur_philox4x32(
    ampleur_philox4x32_words counter, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < 10; round++) {
    uint64_t first = (uint64_t)0xD2511F53u * counter.w0;
    uint64_t second = (uint64_t)0xCD9E8D57u * counter.w2;
    ampleur_philox4x32_words next = {
        (uint32_t)(second >> 32) ^ counter.w1 ^ key0, (uint32_t)second,
        (uint32_t)(first >> 32) ^ counter.w3 ^ key1, (uint32_t)first};
    counter = next;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return counter;
}

/* Philox4x64-10: the four output words of a counter (w0 the lowest word) under a key. */
static inline ampleur_philox4x64_words ampleur_philox4x64(
    ampleur_philox4x64_words counter, uint64_t key0, uint64_t key1) {
  for (int round = 0; round < 10; round++) {
    unsigned __int128 first = (unsigned __int128)0xD2E7470EE14C6C93u * counter.w0;
    unsigned __int128 second = (unsigned __int128)0xCA5A826395121157u * counter.w2;
    ampleur_philox4x64_words next = {
        (uint64_t)(second >> 64) ^ counter.w1 ^ key0, (uint64_t)second,
        (uint64_t)(first >> 64) ^ counter.w3 ^ key1, (uint64_t)first};
    counter = next;
    key0 += 0x9E3779B97F4A7C15u;
    key1 += 0xBB67AE8584CAA73Bu;
  }
  return counter;
}

/* What a block of random words is for. Every use has counters of its own, so that two uses of one
   seed never share a word. */
typedef enum ampleur_philox_use {
  ampleur_philox_generator = 0,
  ampleur_philox_points = 1,
  ampleur_philox_sobol_keys = 2,
  ampleur_philox_latin_keys = 3,
  ampleur_philox_latin_offsets = 4,
  ampleur_philox_halton_keys = 5,
} ampleur_philox_use;

/* The block with this number (below 2^56) of one use, coordinate and replicate of a seed.

   The counter holds, from its lowest word: the low half of the block number; the use (8 bits) over
   the high 24 bits of the block number; the dimension; the replicate. The key is the seed. */
static inline ampleur_philox4x32_words ampleur_philox_block(
    uint64_t seed, ampleur_philox_use use, uint32_t dimension, uint32_t replicate,
    uint64_t block) {
  ampleur_philox4x32_words counter = {
      (uint32_t)block, (uint32_t)(block >> 32) | (uint32_t)use << 24, dimension, replicate};
  return ampleur_philox4x32(counter, (uint32_t)seed, (uint32_t)(seed >> 32));
}

/* Writes the uniforms number start ..< start + count of one use, coordinate and replicate: odd
   multiples of 2^-53, so strictly between 0 and 1. start + count is at most 2^57. */
void ampleur_philox_uniforms(
    ampleur_instruction_set instructions, uint64_t seed, ampleur_philox_use use, uint32_t dimension,
    uint32_t replicate, uint64_t start, size_t count, double *values);

/* Writes the Latin hypercube points number start ..< start + count of point_count (1 to 2^31) of
   one coordinate and replicate: point i lies in the stratum p(i), where p is a keyed permutation of
   0 ..< point_count, at a random place in it. */
void ampleur_philox_latin(
    ampleur_instruction_set instructions, uint64_t seed, uint32_t dimension, uint32_t replicate,
    uint64_t point_count, uint64_t start, size_t count, double *values);

#endif
