/* The public block operations: each call goes to the path of the instructions in use. */
#include "instruction_set.h"
#include "operations_paths.h"

#if defined(__x86_64__)
static inline int wide(void) { return ampleur_instructions() != ampleur_instructions_baseline; }
#define ROUTE(call) wide() ? operations_avx2_##call : operations_baseline_##call
#else
#define ROUTE(call) operations_baseline_##call
#endif

void block_apply_unary(block_unary operation, const double *a, double *result, size_t count) {
  ROUTE(unary(operation, a, result, count));
}

void block_apply_binary(
    block_binary operation, const double *a, size_t a_step, const double *b, size_t b_step,
    double *result, size_t count) {
  ROUTE(binary(operation, a, a_step, b, b_step, result, count));
}

void block_apply_chain(
    block_binary first, block_second second, const double *a, const double *b, const double *c,
    size_t c_step, double *result, size_t count) {
  ROUTE(chain(first, second, a, b, c, c_step, result, count));
}

void block_break_rest(double *share, double *rest, size_t count) {
  ROUTE(break_rest(share, rest, count));
}

void block_select(
    const double *condition, size_t condition_step, const double *a, size_t a_step,
    const double *b, size_t b_step, double *result, size_t count) {
  ROUTE(select(condition, condition_step, a, a_step, b, b_step, result, count));
}

size_t block_count_failures(const double *condition, size_t count, size_t *first) {
  size_t failed = ROUTE(failures(condition, count));
  *first = count;
  if (failed) {
    size_t i = 0;
    while (condition[i] < 0 || condition[i] > 0) i++;
    *first = i;
  }
  return failed;
}

/* Blocks are cut so short that a part stays in the first cache for all brackets. */
void block_split(
    const double *values, size_t count, block_bracket *brackets, size_t bracket_count) {
  enum { part = 1024 };
  for (size_t start = 0; start < count; start += part) {
    size_t length = count - start < part ? count - start : part;
    for (size_t k = 0; k < bracket_count; k++) {
      ROUTE(split(values + start, length, brackets + k));
    }
  }
}
