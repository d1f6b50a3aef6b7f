import ArgumentParser
import Dispatch
import Foundation
import Workbench

/// Standard output, standard error, progress and interruption: the only place that prints.
enum Terminal {
  /// Prints a result.
  static func result(_ text: String) {
    write(text, to: FileHandle.standardOutput)
  }

  /// Prints anything else.
  static func message(_ text: String) {
    write(text.hasSuffix("\n") ? text : text + "\n", to: FileHandle.standardError)
  }

  /// Runs a verb; a failure is printed and becomes the exit status that belongs to it.
  static func run(_ body: () throws -> Void) throws {
    signal(SIGPIPE, SIG_IGN)
    do {
      try body()
    } catch let error as WorkbenchError {
      message(error.description)
      throw ExitCode(error.exitStatus)
    }
  }

  private static func write(_ text: String, to handle: FileHandle) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      // The reader of a pipe may close it early, as `head` does; a full disk is an error.
      guard errno != EPIPE, handle === FileHandle.standardOutput else { return }
      try? FileHandle.standardError.write(
        contentsOf: Data("The result cannot be written to standard output (disk full?).\n".utf8)
      )
      Foundation.exit(2)
    }
  }

  // MARK: Progress and interruption

  /// Whether messages go to a person's terminal.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  private static let interrupted = Interruption()

  /// A progress report for long work: a line on a terminal, and a stop on Ctrl-C.
  static func progress() -> (Double) -> Bool {
    let interruption = interrupted
    interruption.listen()
    let shows = isInteractive
    let start = Date()
    nonisolated(unsafe) var last = start
    nonisolated(unsafe) var shown = false
    return { share in
      if interruption.isRaised {
        if shown { message("") }
        return false
      }
      let now = Date()
      if shows, now.timeIntervalSince(start) > 1, now.timeIntervalSince(last) > 0.2 || share >= 1 {
        last = now
        shown = share < 1
        let percent = Int(exactly: (share * 100).rounded(.down)) ?? 0
        write(
          share < 1 ? "\r\(percent) % of the draws " : "\r                        \r",
          to: FileHandle.standardError
        )
      }
      return true
    }
  }
}

/// Remembers that the user pressed Ctrl-C.
final class Interruption: @unchecked Sendable {
  private let lock = NSLock()
  private var raised = false
  private var source: (any DispatchSourceSignal)?

  /// Whether Ctrl-C was pressed.
  var isRaised: Bool {
    lock.lock()
    defer { lock.unlock() }
    return raised
  }

  /// Begins to listen; the first Ctrl-C asks the work to stop, a second one ends the program.
  func listen() {
    lock.lock()
    defer { lock.unlock() }
    guard source == nil else { return }
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [weak self] in
      guard let self else { return }
      self.lock.lock()
      self.raised = true
      self.lock.unlock()
      signal(SIGINT, SIG_DFL)
    }
    source.resume()
    self.source = source
  }
}
