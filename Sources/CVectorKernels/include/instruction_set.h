/* The vector instructions a kernel may be asked to run with. Every kernel gives the same bits with
   all of them. */
#ifndef AMPLEUR_INSTRUCTION_SET_H
#define AMPLEUR_INSTRUCTION_SET_H

typedef enum ampleur_instruction_set {
  ampleur_instructions_baseline = 0,
  ampleur_instructions_avx2 = 1,
  ampleur_instructions_avx512 = 2,
} ampleur_instruction_set;

/* The widest set this machine has. AVX-512 means the F, BW, DQ and VL groups together. */
static inline ampleur_instruction_set ampleur_widest_instructions(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    return ampleur_instructions_avx512;
  }
  if (__builtin_cpu_supports("avx2")) { return ampleur_instructions_avx2; }
#endif
  return ampleur_instructions_baseline;
}

#endif
