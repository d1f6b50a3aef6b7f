import ArgumentParser
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
  ///
  /// - Parameters:
  ///   - failed: Told the sentence and the status of a failure.
  ///   - body: The verb.
  static func run(
    failed: (_ sentence: String, _ status: Int32) -> Void = { _, _ in },
    _ body: () throws -> Void
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    guard mayOpen(files: 24) else {
      message("Too few files may be open at a time: 24 are needed; see `ulimit -n`.")
      throw ExitCode(2)
    }
    interrupted.listen()
    do {
      try body()
    } catch let code as ExitCode {
      throw code
    } catch let error as WorkbenchError {
      let sentence: String
      if case .cancelled = error {
        sentence = Interruption.sentence(!WholeFiles.hasWritten)
      } else {
        sentence = error.description
      }
      message(sentence)
      failed(sentence, error.exitStatus)
      throw ExitCode(error.exitStatus)
    } catch let error where !(error is ValidationError) {
      // No failure ends a call of several studies but by its status.
      message("\(error)")
      failed("\(error)", 2)
      throw ExitCode(2)
    }
  }

  /// Prints what ends a command, help and wrong usage included, and ends the program.
  static func end(_ error: any Error) -> Never {
    let code = Ampleur.exitCode(for: error)
    let text = Ampleur.fullMessage(for: error)
    if !text.isEmpty {
      if code.isSuccess { result(text + "\n") } else { message(text) }
    }
    Foundation.exit(code.rawValue)
  }

  /// A path as a shell takes it.
  static func quoted(_ path: String) -> String {
    let plain = path.utf8.allSatisfy { byte in
      (0x2B...0x3A).contains(byte) || (0x40...0x5A).contains(byte) || byte == 0x5F
        || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
    if plain, !path.hasPrefix("-"), !path.isEmpty { return path }
    let inside = path.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
    return (path.hasPrefix("-") ? "./" : "") + "'\(inside)'"
  }

  /// Whether so many more files may be open: below that, the system's own parts break.
  private static func mayOpen(files count: Int) -> Bool {
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    for _ in 0..<count {
      let descriptor = open("/", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      opened.append(descriptor)
    }
    return true
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
