/* Quantile functions over blocks: probabilities are replaced by quantiles in place.

   A result depends on its probability alone, not on its place or on the length of the block. Every
   machine gives the same bits.
   NaN gives NaN. Probabilities are meant to lie strictly between 0 and 1; 0 and 1 give the ends of
   the support. */
#ifndef AMPLEUR_QUANTILE_TRANSFORMS_H
#define AMPLEUR_QUANTILE_TRANSFORMS_H

#include <stddef.h>
#include <stdint.h>

/* low + u (high - low). */
void quantile_uniform(double *block, size_t count, double low, double high);
/* low exp(u log_width), with log_width = ln(high / low). */
void quantile_log_uniform(double *block, size_t count, double low, double high, double log_width);
/* A triangle from low over mode to high. */
void quantile_triangular(double *block, size_t count, double low, double mode, double high);
/* -ln(1 - u) / rate. */
void quantile_exponential(double *block, size_t count, double rate);
/* scale (-ln(1 - u))^(1 / shape). */
void quantile_weibull(double *block, size_t count, double shape, double scale);
/* mode - scale ln(-ln u). */
void quantile_gumbel(double *block, size_t count, double mode, double scale);
/* mean + sd z(u), z by the rational functions of Wichura 1988 (AS 241, Applied Statistics 37:477). */
void quantile_normal(double *block, size_t count, double mean, double sd);
/* exp(mu + sigma z(u)). */
void quantile_log_normal(double *block, size_t count, double mu, double sigma);

/* block[i] = shift + scale block[i]. */
void quantile_affine(double *block, size_t count, double shift, double scale);

/* A quantile function as polynomials of degree 7 on cells that are graded towards both ends.

   With w = min(u, 1 - u) the cell is read off the exponent and the first mantissa_bits bits of w,
   and the rest of the mantissa is the place in the cell, from -1 to 1. Each side has a row of NaN,
   then cells_per_side cells from first_cell on, then one row for w = 1/2. A row has 8 coefficients,
   constant term first. With exponentiate the quantile is shift + exp(polynomial). */
typedef struct quantile_table {
  const double *rows;
  int32_t mantissa_bits;
  int32_t exponentiate;
  int64_t first_cell;
  int64_t cells_per_side;
  double shift;
} quantile_table;

/* Evaluates a table. Where a probability has no cell, or its cell is marked by NaN, the result is
   NaN, and the place and probability are written to the two lists, which have room for count.
   Returns the number of those. */
size_t quantile_by_table(
    const quantile_table *table, double *block, size_t count, uint32_t *missed_places,
    double *missed_probabilities);

/* The smallest of some rising values whose cumulative probability is at least u.

   guide[j] is the first index whose cumulative probability is at least j / guide_count. A
   probability at or below `below`, or above the last cumulative probability, is missed as above. */
typedef struct quantile_guide {
  const double *values;
  const double *cumulative;
  const uint32_t *guide;
  uint32_t count;
  uint32_t guide_count;
  double below;
} quantile_guide;

/* Looks up a block in a guide table; returns the number of missed probabilities. */
size_t quantile_by_guide(
    const quantile_guide *table, double *block, size_t count, uint32_t *missed_places,
    double *missed_probabilities);

#endif
