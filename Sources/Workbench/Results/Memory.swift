import Foundation
import Uncertainty

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Refuses runs that the machine has no memory for, before they begin.
enum Memory {
  /// Checks that the draws of a run fit.
  ///
  /// - Parameters:
  ///   - settings: The run.
  ///   - outputs: The number of quantities whose draws are kept, 8 bytes a draw.
  /// - Throws: `WorkbenchError.cannotRun` with both sizes.
  static func require(
    _ settings: SimulationSettings,
    outputs: Int
  ) throws(WorkbenchError) {
    try require(
      bytes: Double(settings.totalDraws) * Double(outputs) * 8,
      settings,
      outputs: outputs
    )
  }

  /// Checks that so many bytes fit.
  static func require(
    bytes needed: Double,
    _ settings: SimulationSettings,
    outputs: Int
  ) throws(WorkbenchError) {
    guard needed <= available else {
      throw .cannotRun(
        "\(settings.totalDraws) draws of \(outputs) uncertain quantities need \(gibibytes(needed)) GiB of"
          + " memory; there are \(gibibytes(available)). Ask for fewer with --draws, or name the"
          + " quantities with --only."
      )
    }
  }

  /// The memory of the machine, or what the process may use of it, in bytes.
  private static var available: Double {
    let machine = Double(ProcessInfo.processInfo.physicalMemory)
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
    #else
      let resource = RLIMIT_AS
    #endif
    guard getrlimit(resource, &limit) == 0 else { return machine }
    return min(machine, Double(limit.rlim_cur))
  }

  private static func gibibytes(_ bytes: Double) -> String {
    "\((bytes / 1_073_741_824 * 10).rounded() / 10)"
  }
}
