/* The public quantile kernels: each call goes to the path of the instructions in use. */
#include "instruction_set.h"
#include "quantile_paths.h"

#if defined(__x86_64__)
static inline int wide(void) { return ampleur_instructions() != ampleur_instructions_baseline; }
#define ROUTE(call) \
  if (wide()) return quantile_avx2_##call; \
  return quantile_baseline_##call;
#else
#define ROUTE(call) return quantile_baseline_##call;
#endif

void quantile_uniform(double *block, size_t count, double low, double high) {
  ROUTE(uniform(block, count, low, high))
}

void quantile_log_uniform(double *block, size_t count, double low, double high, double log_width) {
  ROUTE(log_uniform(block, count, low, high, log_width))
}

void quantile_triangular(double *block, size_t count, double low, double mode, double high) {
  ROUTE(triangular(block, count, low, mode, high))
}

void quantile_exponential(double *block, size_t count, double rate) {
  ROUTE(exponential(block, count, rate))
}

void quantile_weibull(double *block, size_t count, double shape, double scale) {
  ROUTE(weibull(block, count, shape, scale))
}

void quantile_gumbel(double *block, size_t count, double mode, double scale) {
  ROUTE(gumbel(block, count, mode, scale))
}

void quantile_normal(double *block, size_t count, double mean, double sd) {
  ROUTE(normal(block, count, mean, sd))
}

void quantile_log_normal(double *block, size_t count, double mu, double sigma) {
  ROUTE(log_normal(block, count, mu, sigma))
}

void quantile_affine(double *block, size_t count, double shift, double scale) {
  ROUTE(affine(block, count, shift, scale))
}

size_t quantile_by_table(
    const quantile_table *table, double *block, size_t count, uint32_t *missed_places,
    double *missed_probabilities) {
  ROUTE(by_table(table, block, count, missed_places, missed_probabilities))
}

size_t quantile_by_guide(
    const quantile_guide *table, double *block, size_t count, uint32_t *missed_places,
    double *missed_probabilities) {
  const double *cumulative = table->cumulative;
  const uint32_t last = table->count - 1;
  const double top = cumulative[last];
  const double scale = table->guide_count;
  size_t misses = 0;
  for (size_t i = 0; i < count; i++) {
    double u = block[i];
    if (__builtin_expect(!(u > table->below && u <= top && u < 1), 0)) {
      missed_places[misses] = (uint32_t)i;
      missed_probabilities[misses++] = u;
      block[i] = 0;
      continue;
    }
    uint32_t k = table->guide[(uint32_t)(u * scale)];
    /* Two steps without a branch settle nearly all; the last cumulative probability stops both. */
    k += cumulative[k] < u;
    k += cumulative[k] < u;
    while (cumulative[k] < u) k++;
    block[i] = table->values[k];
  }
  return misses;
}
