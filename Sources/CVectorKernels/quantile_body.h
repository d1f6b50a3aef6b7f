/* The kernels of quantile_transforms.h for one width. The including file defines the vector type
   `vec` of WIDTH doubles, its mask type `mask` (signed 64-bit lanes) and the unsigned `bits_vec`;
   choose(mask, a, b), any(mask), FMA and SQRT; and NAME(x), which makes the names of this width. */

#include "vector_basics.h"

#include "quantile_math.h"

/* Runs the expression RESULT of `u` over a block; a short end is padded, so that every value goes
   through the same instructions. */
#define OVER_BLOCK(RESULT)                                            \
  size_t i = 0;                                                       \
  for (; i + WIDTH <= count; i += WIDTH) {                            \
    vec u = load(block + i);                                          \
    store(block + i, RESULT);                                         \
  }                                                                   \
  if (i < count) {                                                    \
    double rest[WIDTH];                                               \
    for (int k = 0; k < WIDTH; k++) rest[k] = 0.5;                    \
    memcpy(rest, block + i, (count - i) * sizeof(double));            \
    vec u = load(rest);                                               \
    store(rest, RESULT);                                              \
    memcpy(block + i, rest, (count - i) * sizeof(double));            \
  }

/* A polynomial of degree 7, even and odd terms apart: half the latency of Horner's rule. */
INLINE vec polynomial(const vec *c, vec r) {
  vec r2 = r * r;
  vec even = FMA(FMA(FMA(c[6], r2, c[4]), r2, c[2]), r2, c[0]);
  vec odd = FMA(FMA(FMA(c[7], r2, c[5]), r2, c[3]), r2, c[1]);
  return FMA(odd, r, even);
}

/* The same with equal coefficients in all lanes. */
INLINE vec fixed_polynomial(const double *c, vec r) {
  vec lanes[8];
  for (int k = 0; k < 8; k++) lanes[k] = splat(c[k]);
  return polynomial(lanes, r);
}

static const double as241_a[8] = {
    3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3};
static const double as241_b[8] = {
    1.0,                      4.2313330701600911252e+1, 6.8718700749205790830e+2,
    5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4,
    2.8729085735721942674e+4, 5.2264952788528545610e+3};
static const double as241_c[8] = {
    1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0,  2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double as241_d[8] = {
    1.0,                       2.05319162663775882187e0,  1.67638483018380384940e0,
    6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
    5.47593808499534494600e-4, 1.05075007164441684324e-9};
static const double as241_e[8] = {
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double as241_f[8] = {
    1.0,                       5.99832206555887937690e-1, 1.36929880922735805310e-1,
    1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
    1.42151175831644588870e-7, 2.04426310338993978564e-15};

/* The standard normal quantile. Both forms are evaluated and one chosen: which lanes are in the
   tails is random, so a branch would be missed half of the time. */
INLINE vec normal_score(vec u) {
  vec q = u - splat(0.5);
  vec r = FMA(-q, q, splat(0.180625));
  vec above = q * fixed_polynomial(as241_a, r);
  vec below = fixed_polynomial(as241_b, r);
  vec upper = splat(1) - u;
  mask low = u < splat(0.5);
  vec t = SQRT(-log_vector(choose(low, u, upper)));
  vec s = t - splat(1.6);
  mask inside = (q <= splat(0.425)) & (q >= splat(-0.425));
  vec sign = choose(low, splat(-1), splat(1));
  /* One division serves the centre and the tails. */
  above = choose(inside, above, sign * fixed_polynomial(as241_c, s));
  below = choose(inside, below, fixed_polynomial(as241_d, s));
  mask far = t > splat(5);
  if (__builtin_expect(any(far), 0)) {
    s = t - splat(5);
    above = choose(far, sign * fixed_polynomial(as241_e, s), above);
    below = choose(far, fixed_polynomial(as241_f, s), below);
    mask end = t == splat(INFINITY);
    above = choose(end, sign * t, above);
    below = choose(end, splat(1), below);
  }
  return above / below;
}

void NAME(uniform)(double *block, size_t count, double low, double high) {
  OVER_BLOCK(clamp(splat(low) + u * splat(high - low), low, high))
}

void NAME(log_uniform)(double *block, size_t count, double low, double high, double log_width) {
  OVER_BLOCK(clamp(splat(low) * exp_vector(u * splat(log_width)), low, high))
}

/* The distance from the mode to the value with probability `mass` between them; see the Swift type
   Triangular for the same formula. */
INLINE vec triangle_distance(vec mass, vec outer, vec width, vec reach) {
  vec square = mass * width * reach;
  vec near = square / (reach + SQRT(reach * reach - square));
  vec far = reach - SQRT(outer * width * reach);
  return choose(square < splat(0.75) * reach * reach, near, far);
}

INLINE vec triangle_value(vec u, double low, double mode, double high) {
  vec width = splat(high - low);
  vec left = splat((mode - low) / (high - low));
  vec right = splat((high - mode) / (high - low));
  vec q = splat(1) - u;
  mask rising = u <= left;
  /* Which side, its mass, and the probabilities beyond and within it. */
  vec side = choose(rising, left, right);
  vec reach = choose(rising, splat(mode - low), splat(high - mode));
  vec outer = choose(rising, u, q);
  vec mass = choose(rising, q - right, u - left);
  mass = choose(mass < splat(0), splat(0), mass);
  vec from_mode = triangle_distance(mass, outer, width, reach);
  vec from_end = SQRT(outer * width * reach);
  mask by_end = outer < splat(0.25) * side;
  vec at_end = choose(rising, splat(low) + from_end, splat(high) - from_end);
  vec at_mode = choose(rising, splat(mode) - from_mode, splat(mode) + from_mode);
  return clamp(choose(by_end, at_end, at_mode), low, high);
}

void NAME(triangular)(double *block, size_t count, double low, double mode, double high) {
  OVER_BLOCK(triangle_value(u, low, mode, high))
}

void NAME(exponential)(double *block, size_t count, double rate) {
  OVER_BLOCK(-log1p_vector(-u) / splat(rate))
}

void NAME(weibull)(double *block, size_t count, double shape, double scale) {
  vec power = splat(1 / shape);
  OVER_BLOCK(splat(scale) * exp_vector(log_vector(-log1p_vector(-u)) * power))
}

void NAME(gumbel)(double *block, size_t count, double mode, double scale) {
  OVER_BLOCK(splat(mode) - splat(scale) * log_vector(-log_vector(u)))
}

void NAME(normal)(double *block, size_t count, double mean, double sd) {
  OVER_BLOCK(splat(mean) + splat(sd) * normal_score(u))
}

void NAME(log_normal)(double *block, size_t count, double mu, double sigma) {
  OVER_BLOCK(exp_vector(splat(mu) + splat(sigma) * normal_score(u)))
}

void NAME(affine)(double *block, size_t count, double shift, double scale) {
  OVER_BLOCK(splat(shift) + splat(scale) * u)
}

#ifndef TRANSPOSED_ROWS
/* The 8 coefficients of WIDTH rows, one vector for each power. */
INLINE void gather_rows(const double *rows, const int64_t *offset, vec *c) {
  for (int lane = 0; lane < WIDTH; lane++) {
    for (int k = 0; k < 8; k++) c[k][lane] = rows[offset[lane] + k];
  }
}
#endif

/* Tables are evaluated in two passes over a part of the block. What depends on the probability
   alone goes through memory, so that the loads of rows neither wait for vectors to be taken apart
   nor stand at the end of a long chain. */
enum { table_part = 128 };

/* The rows, as offsets into the table, and the places in the cells, from -1 to 1. */
INLINE void find_cells(
    const quantile_table *table, const double *block, size_t count, int64_t *offsets,
    double *places) {
  const vec half = splat(0.5);
  const int bits = table->mantissa_bits;
  const mask before_first = (mask){} + (table->first_cell - 1);
  const mask top = (mask){} + (table->cells_per_side + 1);
  for (size_t i = 0; i < count; i += WIDTH) {
    vec u = load(block + i);
    mask upper = u > half;
    vec w = choose(upper, splat(1) - u, u);
    mask word = (mask)w;
    mask cell = (mask)((bits_vec)word >> (52 - bits)) - before_first;
    /* Anything that is not a probability inside the table goes to the row of NaN: the words of
       negative numbers, NaN and infinities give cells beyond the last one. */
    cell = (cell & (cell > 0) & (cell <= top)) + (upper & (top + 1));
    cell <<= 3;
    memcpy(offsets + i, &cell, sizeof cell);
    mask fraction = (word << bits) & ((mask){} + 0x000FFFFFFFFFFFFF);
    store(places + i, (vec)(fraction | ((mask){} + 0x4000000000000000)) - splat(3));
  }
}

/* Replaces a block by quantiles, given the rows and places of its probabilities, and lists the
   probabilities without one; returns the new number of misses. Whole vectors only: a block that
   does not end with one is padded. */
INLINE size_t row_values(
    const quantile_table *table, const int64_t *offsets, const double *places, double *block,
    size_t count, uint32_t start, size_t misses, uint32_t *missed_places,
    double *missed_probabilities) {
  const int exponentiate = table->exponentiate;
  for (size_t i = 0; i < count; i += WIDTH) {
    vec c[8];
    gather_rows(table->rows, offsets + i, c);
    vec x = polynomial(c, load(places + i));
    if (__builtin_expect(any(x != x), 0)) {
      for (size_t k = 0; k < WIDTH; k++) {
        if (x[k] != x[k]) {
          missed_places[misses] = start + (uint32_t)(i + k);
          missed_probabilities[misses++] = block[i + k];
        }
      }
    }
    if (exponentiate) x = splat(table->shift) + exp_vector(x);
    store(block + i, x);
  }
  return misses;
}

size_t NAME(by_table)(
    const quantile_table *table, double *block, size_t count, uint32_t *missed_places,
    double *missed_probabilities) {
  double padded[WIDTH], places[table_part];
  int64_t offsets[table_part];
  size_t misses = 0;
  const size_t whole = count / WIDTH * WIDTH;
  for (size_t start = 0; start < whole; start += table_part) {
    const size_t length = whole - start < table_part ? whole - start : table_part;
    find_cells(table, block + start, length, offsets, places);
    misses = row_values(
        table, offsets, places, block + start, length, (uint32_t)start, misses, missed_places,
        missed_probabilities);
  }
  if (whole < count) {
    const size_t rest = count - whole;
    for (size_t k = 0; k < WIDTH; k++) padded[k] = 0.5;
    memcpy(padded, block + whole, rest * sizeof(double));
    find_cells(table, padded, WIDTH, offsets, places);
    misses = row_values(
        table, offsets, places, padded, WIDTH, (uint32_t)whole, misses, missed_places,
        missed_probabilities);
    memcpy(block + whole, padded, rest * sizeof(double));
  }
  return misses;
}
