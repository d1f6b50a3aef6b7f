import CVectorKernels

/// The vector instructions a kernel runs with; the points are the same bits with all of them.
package enum InstructionSet: CaseIterable, Sendable {
  /// What every machine of the architecture has.
  case baseline
  /// Vectors of 256 bits on x86-64.
  case avx2
  /// Vectors of 512 bits on x86-64.
  case avx512

  /// The widest set this machine has.
  package static var widest: InstructionSet {
    switch ampleur_widest_instructions() {
    case ampleur_instructions_avx512: .avx512
    case ampleur_instructions_avx2: .avx2
    default: .baseline
    }
  }

  /// The sets this machine can run.
  package static var available: [InstructionSet] {
    let widest = widest
    return allCases.filter { $0.kernel.rawValue <= widest.kernel.rawValue }
  }

  /// The name the kernels know it by.
  var kernel: ampleur_instruction_set {
    switch self {
    case .baseline: ampleur_instructions_baseline
    case .avx2: ampleur_instructions_avx2
    case .avx512: ampleur_instructions_avx512
    }
  }
}
