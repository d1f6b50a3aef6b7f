#include "instruction_set.h"

#include <stdatomic.h>

/* The set in use; 0 stands for "not looked at yet", others are one more than their number. */
static atomic_int in_use;

ampleur_instruction_set ampleur_machine_instructions(void) {
#if defined(__x86_64__)
  /* The processor's features are read once, at start-up, by the compiler's run-time library. */
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
      return ampleur_instructions_avx512;
    }
    return ampleur_instructions_avx2;
  }
#endif
  return ampleur_instructions_baseline;
}

ampleur_instruction_set ampleur_instructions(void) {
  int known = atomic_load_explicit(&in_use, memory_order_relaxed);
  if (known == 0) {
    known = (int)ampleur_machine_instructions() + 1;
    atomic_store_explicit(&in_use, known, memory_order_relaxed);
  }
  return (ampleur_instruction_set)(known - 1);
}

int ampleur_use_instructions(ampleur_instruction_set set) {
  if (set > ampleur_machine_instructions()) return 0;
  atomic_store_explicit(&in_use, (int)set + 1, memory_order_relaxed);
  return 1;
}
