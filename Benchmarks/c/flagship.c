/* The flagship study written by hand, as a yardstick: Monte Carlo with xoshiro256++ (Blackman and
   Vigna 2021), normals by the ziggurat of Marsaglia and Tsang (2000) in the form of Doornik
   (2005), gammas by Marsaglia and Tsang (2000, A simple method for generating gamma variables),
   betas and Dirichlet shares from gammas, and quickselect for the quantiles.

   Usage: flagship DRAWS THREADS */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct { uint64_t s[4]; } generator;

static inline uint64_t rotated(uint64_t x, int k) { return x << k | x >> (64 - k); }

static inline uint64_t next(generator *g) {
  uint64_t *s = g->s;
  const uint64_t result = rotated(s[0] + s[3], 23) + s[0];
  const uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotated(s[3], 45);
  return result;
}

static inline double uniform(generator *g) { return ((next(g) >> 11) + 0.5) * 0x1p-53; }

static void seed(generator *g, uint64_t x) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (x += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    g->s[i] = z ^ z >> 31;
  }
}

enum { layers = 128 };
static const double tail = 3.442619855899, area = 9.91256303526217e-3;
static double edge[layers + 1], ratio[layers];

static void prepare_normal(void) {
  double f = exp(-0.5 * tail * tail);
  edge[0] = area / f;
  edge[1] = tail;
  edge[layers] = 0;
  for (int i = 2; i < layers; i++) {
    edge[i] = sqrt(-2 * log(area / edge[i - 1] + f));
    f = exp(-0.5 * edge[i] * edge[i]);
  }
  for (int i = 0; i < layers; i++) ratio[i] = edge[i + 1] / edge[i];
}

static inline double normal(generator *g) {
  for (;;) {
    const uint64_t word = next(g);
    const int i = word & (layers - 1);
    const double u = (double)((int64_t)word >> 11) * 0x1p-52;
    if (__builtin_expect(fabs(u) < ratio[i], 1)) return u * edge[i];
    if (i == 0) {
      double x, y;
      do {
        x = log(uniform(g)) / tail;
        y = log(uniform(g));
      } while (-2 * y < x * x);
      return u < 0 ? x - tail : tail - x;
    }
    const double x = u * edge[i];
    const double f0 = exp(-0.5 * (edge[i] * edge[i] - x * x));
    const double f1 = exp(-0.5 * (edge[i + 1] * edge[i + 1] - x * x));
    if (f1 + uniform(g) * (f0 - f1) < 1) return x;
  }
}

/* Shape at least 1. */
static inline double gamma_draw(generator *g, double shape) {
  const double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    const double x = normal(g);
    const double v1 = 1 + c * x;
    if (v1 <= 0) continue;
    const double v = v1 * v1 * v1, u = uniform(g);
    if (u < 1 - 0.0331 * x * x * x * x) return d * v;
    if (log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
  }
}

static inline double beta_draw(generator *g, double a, double b) {
  const double x = gamma_draw(g, a), y = gamma_draw(g, b);
  return x / (x + y);
}

static inline double pert(generator *g, double low, double mode, double high) {
  const double span = high - low;
  return low + span * beta_draw(g, 1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span);
}

static inline double triangular(generator *g, double low, double mode, double high) {
  const double u = uniform(g), cut = (mode - low) / (high - low);
  return u < cut ? low + sqrt(u * (high - low) * (mode - low))
                 : high - sqrt((1 - u) * (high - low) * (high - mode));
}

typedef struct {
  double *values;
  size_t count;
  uint64_t seed;
  double sum, squares;
} job;

static void *run(void *argument) {
  job *own = argument;
  generator state, *g = &state;
  seed(g, own->seed);
  double sum = 0, squares = 0;
  for (size_t i = 0; i < own->count; i++) {
    const double ads = gamma_draw(g, 8424.5);
    const double a = gamma_draw(g, 7), b = gamma_draw(g, 2), c = gamma_draw(g, 1);
    const double price =
        (pert(g, 90, 110, 140) * a + pert(g, 180, 230, 300) * b + pert(g, 400, 500, 560) * c) /
        (a + b + c);
    const double revenue =
        ads * price * beta_draw(g, 18, 4) * triangular(g, 0.7, 0.9, 1.0) * 12 / 1e6;
    own->values[i] = revenue;
    sum += revenue;
    squares += (revenue - 12) * (revenue - 12);
  }
  own->sum = sum;
  own->squares = squares;
  return NULL;
}

/* Puts the value of a rank at its place, smaller ones before it. */
static double select_rank(double *v, size_t count, size_t rank) {
  size_t low = 0, high = count - 1;
  while (low < high) {
    const double pivot = v[low + (high - low) / 2];
    size_t i = low, j = high;
    for (;;) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i >= j) break;
      const double t = v[i];
      v[i++] = v[j];
      v[j--] = t;
    }
    if (rank <= j) high = j;
    else low = j + 1;
  }
  return v[rank];
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  const size_t draws = strtoull(arguments[1], NULL, 10);
  const int threads = atoi(arguments[2]);
  double *values = malloc(draws * sizeof *values);
  job jobs[64];
  pthread_t ids[64];
  if (!values || threads < 1 || threads > 64) return 2;
  prepare_normal();
  for (int t = 0; t < threads; t++) {
    const size_t from = draws * t / threads, to = draws * (t + 1) / threads;
    jobs[t] = (job){values + from, to - from, t + 1, 0, 0};
    if (pthread_create(&ids[t], NULL, run, &jobs[t])) return 2;
  }
  double sum = 0, squares = 0;
  for (int t = 0; t < threads; t++) {
    pthread_join(ids[t], NULL);
    sum += jobs[t].sum;
    squares += jobs[t].squares;
  }
  const double mean = sum / draws;
  const double sd = sqrt((squares - draws * (mean - 12) * (mean - 12)) / (draws - 1));
  const double p[3] = {0.05, 0.5, 0.95};
  double q[3];
  for (int k = 0; k < 3; k++) q[k] = select_rank(values, draws, (size_t)(p[k] * (draws - 1)));
  printf(
      "{\"mean\": %.9g, \"sd\": %.9g, \"quantiles\": {\"0.05\": %.9g, \"0.5\": %.9g, "
      "\"0.95\": %.9g}}\n",
      mean, sd, q[0], q[1], q[2]);
}
