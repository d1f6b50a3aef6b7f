/* Loads, stores and constants of one width; see quantile_body.h for what the including file
   defines. */

#define INLINE static inline __attribute__((always_inline))

INLINE vec splat(double x) {
  vec v;
  for (int i = 0; i < WIDTH; i++) v[i] = x;
  return v;
}

INLINE vec load(const double *p) {
  vec v;
  memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store(double *p, vec v) { memcpy(p, &v, sizeof v); }

/* Clamps without losing NaN. */
INLINE vec clamp(vec x, double low, double high) {
  x = choose(x < splat(low), splat(low), x);
  return choose(x > splat(high), splat(high), x);
}
