/* Sobol' points with the direction numbers of Joe and Kuo, and nested uniform scrambling.

   References: S. Joe and F. Y. Kuo (2008), SIAM J. Sci. Comput. 30, 2635-2654,
   doi:10.1137/070709359. A. B. Owen (1995), Randomly permuted (t,m,s)-nets and (t,s)-sequences.
   B. Burley (2020), Practical hash-based Owen scrambling, J. Computer Graphics Techniques 9(4). */
#ifndef AMPLEUR_SOBOL_H
#define AMPLEUR_SOBOL_H

#include <stddef.h>
#include <stdint.h>

#include "instruction_set.h"

/* Key words of one nested uniform scramble. */
#define AMPLEUR_SOBOL_KEY_WORDS 8

/* The number of coordinates there are direction numbers for. */
uint32_t ampleur_sobol_dimension_limit(void);

/* Writes the 32 words whose exclusive sum over the set bits of i is point i of the sequence in Gray
   code order. dimension is below the limit. Each word is bit-reversed: its lowest bit is the most
   significant binary digit of the coordinate. */
void ampleur_sobol_directions(uint32_t dimension, uint32_t directions[32]);

/* Derives the key of the scramble of one coordinate and replicate of a seed. */
void ampleur_sobol_scramble_key(
    uint64_t seed, uint32_t dimension, uint32_t replicate, uint32_t key[AMPLEUR_SOBOL_KEY_WORDS]);

/* Scrambles one bit-reversed word: each bit is flipped or not according to the key and to the bits
   below it, never to those above. */
uint32_t ampleur_sobol_scramble(uint32_t word, const uint32_t key[AMPLEUR_SOBOL_KEY_WORDS]);

/* Writes the points number start ..< start + count, at most 2^32: (x + 1/2) 2^-32 for the 32-bit
   point x. key is null for points that are not scrambled. */
void ampleur_sobol_fill(
    ampleur_instruction_set instructions, const uint32_t directions[32], const uint32_t *key,
    uint64_t start, size_t count, double *values);

#endif
