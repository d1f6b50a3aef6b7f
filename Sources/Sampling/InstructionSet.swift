import CVectorKernels

/// The vector instructions a kernel runs with; the points are the same bits with all of them.
package enum InstructionSet: String, CaseIterable, Sendable {
  /// What every machine of the architecture has.
  case baseline
  /// Vectors of 256 bits on x86-64.
  case avx2
  /// Vectors of 512 bits on x86-64.
  case avx512

  /// The widest set this machine has.
  package static var widest: InstructionSet {
    InstructionSet(ampleur_machine_instructions())
  }

  /// The set that all kernels run with: the widest unless another was chosen.
  package static var inUse: InstructionSet { InstructionSet(ampleur_instructions()) }

  /// Makes all kernels of the process run with this set; without effect on results.
  ///
  /// - Returns: `false`, and nothing changes, where the machine does not have it.
  package func use() -> Bool { ampleur_use_instructions(kernel) != 0 }

  private init(_ kernel: ampleur_instruction_set) {
    switch kernel {
    case ampleur_instructions_avx512: self = .avx512
    case ampleur_instructions_avx2: self = .avx2
    default: self = .baseline
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
