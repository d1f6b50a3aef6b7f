#include "sobol.h"

/* Packed direction numbers; data/make_joe_kuo.py describes the layout and cites the source. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char packed[] = {
#embed "data/joe_kuo.bin"
};
#pragma clang diagnostic pop

/* The number of primitive polynomials of degree 1, 2, ... in the table. */
static const uint32_t polynomials_of_degree[] = {
    1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630, 756, 1800, 2048, 2477};

enum { degree_limit = sizeof polynomials_of_degree / sizeof polynomials_of_degree[0] };

static uint32_t bits_at(uint64_t position, uint32_t width) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < width; i++, position++) {
    value |= (uint32_t)(packed[position >> 3] >> (position & 7) & 1) << i;
  }
  return value;
}

/* Coefficients (degree - 1 bits) and the initial numbers 2 ... degree (k - 1 bits each). */
static uint64_t record_width(uint32_t degree) {
  return (degree - 1) + (uint64_t)degree * (degree - 1) / 2;
}

uint32_t ampleur_sobol_dimension_limit(void) {
  uint32_t limit = 1;
  for (int i = 0; i < degree_limit; i++) { limit += polynomials_of_degree[i]; }
  return limit;
}

/* The direction numbers in the usual form: v[k] has its highest set bit at 31 - k. */
static void plain_directions(uint32_t dimension, uint32_t v[32]) {
  if (dimension == 0) {
    for (int k = 0; k < 32; k++) { v[k] = 0x80000000u >> k; }
    return;
  }
  uint32_t left = dimension - 1;
  uint32_t degree = 1;
  uint64_t position = 0;
  while (left >= polynomials_of_degree[degree - 1]) {
    position += polynomials_of_degree[degree - 1] * record_width(degree);
    left -= polynomials_of_degree[degree - 1];
    degree++;
  }
  position += left * record_width(degree);

  uint32_t coefficients = bits_at(position, degree - 1);
  position += degree - 1;
  v[0] = 0x80000000u;
  for (uint32_t k = 1; k < degree; k++) {
    v[k] = (bits_at(position, k) << 1 | 1) << (31 - k);
    position += k;
  }
  for (uint32_t k = degree; k < 32; k++) {
    uint32_t next = v[k - degree] ^ v[k - degree] >> degree;
    for (uint32_t j = 1; j < degree; j++) {
      if (coefficients >> (degree - 1 - j) & 1) { next ^= v[k - j]; }
    }
    v[k] = next;
  }
}

static uint32_t reversed(uint32_t x) {
  x = (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
  x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
  x = (x & 0x0F0F0F0Fu) << 4 | (x >> 4 & 0x0F0F0F0Fu);
  return __builtin_bswap32(x);
}

void ampleur_sobol_directions(uint32_t dimension, uint32_t directions[32]) {
  uint32_t v[32];
  plain_directions(dimension, v);
  /* Bit k of i appears in the Gray code of i at places k and k - 1. */
  for (int k = 0; k < 32; k++) { directions[k] = reversed(k == 0 ? v[0] : v[k] ^ v[k - 1]); }
}
