import LinearAlgebra

/// What concerns the whole process.
public enum ProgramStart {
  /// Prepares the process; called once, before anything else.
  public static func prepare() {
    WorkerThreads.stop()
  }
}
