/* The vector instructions a kernel may be asked to run with. Every kernel gives the same bits with
   all of them. */
#ifndef AMPLEUR_INSTRUCTION_SET_H
#define AMPLEUR_INSTRUCTION_SET_H

typedef enum ampleur_instruction_set {
  ampleur_instructions_baseline = 0,
  /* AVX2 and fused multiply-add together. */
  ampleur_instructions_avx2 = 1,
  /* The F, BW, DQ and VL groups together, and AVX2. */
  ampleur_instructions_avx512 = 2,
} ampleur_instruction_set;

/* The widest set this machine has. */
ampleur_instruction_set ampleur_machine_instructions(void);

/* The set in use: the machine's widest unless another was chosen. The kernels that have no AVX-512
   path take the AVX2 one there. */
ampleur_instruction_set ampleur_instructions(void);

/* Chooses the set for the whole process; returns 0, and changes nothing, where the machine has it
   not. */
int ampleur_use_instructions(ampleur_instruction_set set);

#endif
