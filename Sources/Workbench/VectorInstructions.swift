import Sampling

/// The choice of the vector instructions that the kernels run with.
///
/// Results do not depend on it, to the last bit; it is there so that this can be checked on one
/// machine, and as a way out on a processor whose wide instructions are broken.
enum VectorInstructions {
  /// Chooses instructions by name.
  ///
  /// - Parameter name: `baseline`, `avx2` or `avx512`; `nil` or empty for the widest.
  /// - Throws: `WorkbenchError.usage` for another name, and for instructions that the machine lacks.
  static func choose(_ name: String?) throws(WorkbenchError) {
    guard let name, !name.isEmpty else { return }
    let known = InstructionSet.allCases.map(\.rawValue).joined(separator: ", ")
    guard let instructions = InstructionSet(rawValue: name) else {
      throw .usage("AMPLEUR_VECTOR names one of \(known); got \"\(name)\".")
    }
    guard instructions.use() else {
      let here = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
      throw .usage("AMPLEUR_VECTOR asks for \(name), which this machine lacks; it has \(here).")
    }
  }
}
