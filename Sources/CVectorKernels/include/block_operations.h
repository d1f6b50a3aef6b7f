/* Scalar operations over blocks of doubles.

   An operand is a block of count values (step 1) or one number (step 0). The result's memory
   overlaps no operand. A result depends on its operands alone, not on its place or on the length
   of the block, and every machine gives the same bits. */
#ifndef AMPLEUR_BLOCK_OPERATIONS_H
#define AMPLEUR_BLOCK_OPERATIONS_H

#include <stddef.h>

typedef enum block_unary {
  block_negate,
  block_absolute,
  block_square_root,
  block_exp,
  block_log,
} block_unary;

typedef enum block_binary {
  block_add,
  block_subtract,
  block_multiply,
  block_divide,
  block_minimum,
  block_maximum,
  block_less,
  block_less_or_equal,
  block_equal,
  block_not_equal,
  block_and,
  block_or,
} block_binary;

/* Exp and log by the formulas of fdlibm with fused multiply-adds, within 1 unit in the last place;
   the others are exactly rounded. */
void block_apply_unary(block_unary operation, const double *a, double *result, size_t count);

/* Comparisons and connectives give 1, 0, or NaN where an operand that decides is NaN. */
void block_apply_binary(
    block_binary operation, const double *a, size_t a_step, const double *b, size_t b_step,
    double *result, size_t count);

/* What is done with t, the result of a first operation, and a third operand c. */
typedef enum block_second {
  block_then_add,
  block_then_subtract,
  block_then_multiply,
  block_then_divide,
  block_then_subtract_from, /* c - t */
  block_then_divide_into,   /* c / t */
} block_second;

/* Two operations in one pass over memory, each rounded as if alone. The first is one of
   block_add, block_subtract, block_multiply and block_divide, and takes blocks a and b. */
void block_apply_chain(
    block_binary first, block_second second, const double *a, const double *b, const double *c,
    size_t c_step, double *result, size_t count);

/* Replaces share by rest x share, and rest by rest x (1 - share). */
void block_break_rest(double *share, double *rest, size_t count);

/* b where condition is 0, NaN where it is NaN, else a. */
void block_select(
    const double *condition, size_t condition_step, const double *a, size_t a_step,
    const double *b, size_t b_step, double *result, size_t count);

/* The number of values that are 0 or NaN; *first receives the place of the first one, count where
   there is none. */
size_t block_count_failures(const double *condition, size_t count, size_t *first);

/* What lies about some brackets, low <= high each; NaN is nowhere. */
typedef struct block_bracket {
  double low;
  double high;
  size_t below;
  size_t at_low;
  size_t at_high;
  /* The values strictly inside, in order; room for count more values than are kept. */
  double *inside;
  size_t inside_count;
} block_bracket;

/* Adds a block to the counts and values of brackets; at_high stays as it is where low is high. */
void block_split(
    const double *values, size_t count, block_bracket *brackets, size_t bracket_count);

#endif
