/* The kernels of block_operations.h for one instruction set; NAME(x) makes its names. The loops
   are plain, and the compiler makes vectors of them. */

#define EACH(EXPRESSION) \
  for (size_t i = 0; i < count; i++) { result[i] = (EXPRESSION); }

/* A block or a number on either side, each with a loop of its own. */
#define BINARY(EXPRESSION)                                       \
  if (a_step && b_step) {                                        \
    for (size_t i = 0; i < count; i++) {                         \
      const double x = a[i], y = b[i];                           \
      result[i] = (EXPRESSION);                                  \
    }                                                            \
  } else if (a_step) {                                           \
    const double y = *b;                                         \
    for (size_t i = 0; i < count; i++) {                         \
      const double x = a[i];                                     \
      result[i] = (EXPRESSION);                                  \
    }                                                            \
  } else {                                                       \
    const double x = *a;                                         \
    for (size_t i = 0; i < count; i++) {                         \
      const double y = b_step ? b[i] : *b;                       \
      result[i] = (EXPRESSION);                                  \
    }                                                            \
  }                                                              \
  break;

void NAME(binary)(
    block_binary operation, const double *restrict a, size_t a_step, const double *restrict b,
    size_t b_step, double *restrict result, size_t count) {
  const double nan = NAN;
  switch (operation) {
  case block_add: BINARY(x + y)
  case block_subtract: BINARY(x - y)
  case block_multiply: BINARY(x * y)
  case block_divide: BINARY(x / y)
  case block_minimum: BINARY(x <= y ? x : (y < x ? y : nan))
  case block_maximum: BINARY(x >= y ? x : (y > x ? y : nan))
  case block_less: BINARY(x < y ? 1.0 : (x >= y ? 0.0 : nan))
  case block_less_or_equal: BINARY(x <= y ? 1.0 : (x > y ? 0.0 : nan))
  case block_equal: BINARY(x == y ? 1.0 : (((x < y) | (x > y)) ? 0.0 : nan))
  case block_not_equal: BINARY(x == y ? 0.0 : (((x < y) | (x > y)) ? 1.0 : nan))
  case block_and: BINARY(((x == 0) | (y == 0)) ? 0.0 : (((x == x) & (y == y)) ? 1.0 : nan))
  case block_or:
    BINARY(
        ((x < 0) | (x > 0) | (y < 0) | (y > 0)) ? 1.0 : (((x == x) & (y == y)) ? 0.0 : nan))
  }
}

/* (x FIRST y) with z, for a block or a number z. */
#define CHAIN(FIRST, SECOND)                                     \
  if (c_step) {                                                  \
    for (size_t i = 0; i < count; i++) {                         \
      const double x = a[i], y = b[i], z = c[i], t = (FIRST);    \
      result[i] = (SECOND);                                      \
    }                                                            \
  } else {                                                       \
    const double z = *c;                                         \
    for (size_t i = 0; i < count; i++) {                         \
      const double x = a[i], y = b[i], t = (FIRST);              \
      result[i] = (SECOND);                                      \
    }                                                            \
  }                                                              \
  break;

#define CHAINS(FIRST)                                            \
  switch (second) {                                              \
  case block_then_add: CHAIN(FIRST, t + z)                       \
  case block_then_subtract: CHAIN(FIRST, t - z)                  \
  case block_then_multiply: CHAIN(FIRST, t * z)                  \
  case block_then_divide: CHAIN(FIRST, t / z)                    \
  case block_then_subtract_from: CHAIN(FIRST, z - t)             \
  case block_then_divide_into: CHAIN(FIRST, z / t)               \
  }                                                              \
  break;

void NAME(chain)(
    block_binary first, block_second second, const double *restrict a, const double *restrict b,
    const double *restrict c, size_t c_step, double *restrict result, size_t count) {
  switch (first) {
  case block_add: CHAINS(x + y)
  case block_subtract: CHAINS(x - y)
  case block_multiply: CHAINS(x * y)
  case block_divide: CHAINS(x / y)
  default: break;
  }
}

void NAME(break_rest)(double *restrict share, double *restrict rest, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const double part = share[i], left = rest[i];
    share[i] = left * part;
    rest[i] = left * (1 - part);
  }
}

void NAME(unary)(
    block_unary operation, const double *restrict a, double *restrict result, size_t count) {
  switch (operation) {
  case block_negate: EACH(-a[i]) break;
  case block_absolute: EACH(__builtin_fabs(a[i])) break;
  case block_square_root: EACH(__builtin_sqrt(a[i])) break;
  case block_exp:
  case block_log:
    for (size_t i = 0; i < count; i += WIDTH) {
      double rest[WIDTH];
      size_t lanes = count - i < WIDTH ? count - i : WIDTH;
      const double *source = a + i;
      if (lanes < WIDTH) {
        for (int k = 0; k < WIDTH; k++) rest[k] = 1;
        memcpy(rest, source, lanes * sizeof(double));
        source = rest;
      }
      vec x = load(source);
      x = operation == block_exp ? exp_vector(x) : log_vector(x);
      if (lanes < WIDTH) {
        store(rest, x);
        memcpy(result + i, rest, lanes * sizeof(double));
      } else {
        store(result + i, x);
      }
    }
    break;
  }
}

void NAME(select)(
    const double *restrict condition, size_t condition_step, const double *restrict a,
    size_t a_step, const double *restrict b, size_t b_step, double *restrict result,
    size_t count) {
  for (size_t i = 0; i < count; i++) {
    const double c = condition[i * condition_step];
    const double x = a[i * a_step], y = b[i * b_step];
    result[i] = c == 0 ? y : (c == c ? x : NAN);
  }
}

size_t NAME(failures)(const double *condition, size_t count) {
  size_t failed = 0;
  for (size_t i = 0; i < count; i++) { failed += !((condition[i] < 0) | (condition[i] > 0)); }
  return failed;
}
