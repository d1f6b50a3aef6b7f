import Foundation
import LinearAlgebra

/// What concerns the whole process.
public enum ProgramStart {
  /// Prepares the process; called once, before anything else.
  ///
  /// - Throws: `WorkbenchError.usage` where the variable `AMPLEUR_VECTOR` names no instructions of
  ///   this machine.
  public static func prepare() throws(WorkbenchError) {
    WorkerThreads.stop()
    try VectorInstructions.choose(ProcessInfo.processInfo.environment["AMPLEUR_VECTOR"])
  }
}
