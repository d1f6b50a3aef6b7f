import Foundation
import TestKit
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a command left behind.
struct Outcome {
  /// The exit status; 128 and the signal's number where a signal ended it.
  let status: Int32
  /// Standard output.
  let output: String
  /// Standard error.
  let errors: String
}

/// Runs the built program in a scratch folder.
enum Shell {
  /// The program, which lies beside the test bundle.
  static let program: String? = {
    var places = CommandLine.arguments
    if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      places.append(own)
    }
    let folders = places.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let candidates = folders.flatMap { folder in
      (0..<4).map { up in
        (0..<up).reduce(folder) { place, _ in place.deletingLastPathComponent() }.path + "/ampleur"
      }
    }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs a line of `sh` in a scratch folder, in which `$ampleur` is the program.
  ///
  /// The environment holds nothing but the path, the shipped data sets and a fixed width, so that
  /// help texts wrap alike everywhere.
  ///
  /// - Parameters:
  ///   - line: The line, such as `$ampleur run s.md | head -1`.
  ///   - scratch: The folder it runs in.
  ///   - data: The folder of data sets; `nil` to name none.
  static func run(
    _ line: String,
    in scratch: Scratch,
    data: String? = Scratch.datasets
  ) throws -> Outcome {
    let program = try #require(Self.program, "the program must be built beside the tests")
    let identity = UUID().uuidString
    let log = FileManager.default.temporaryDirectory.path + "/ampleur-log-\(identity)"
    defer {
      unlink(log + ".out")
      unlink(log + ".err")
    }
    let script = "exec >\"$log.out\" 2>\"$log.err\" </dev/null; cd \"$folder\" || exit 99\n" + line
    var environment = [
      "PATH=/usr/local/bin:/usr/bin:/bin", "COLUMNS=80", "LC_ALL=C", "HOME=\(scratch.path)",
      "ampleur=\(program)", "log=\(log)", "folder=\(scratch.path)",
    ]
    if let data { environment.append("AMPLEUR_DATA=\(data)") }
    let status = try spawn(["sh", "-c", script], environment)
    return Outcome(status: status, output: text(log + ".out"), errors: text(log + ".err"))
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func spawn(_ arguments: [String], _ environment: [String]) throws -> Int32 {
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer {
      for word in words { free(word) }
      for variable in variables { free(variable) }
    }
    var process: pid_t = 0
    let failure = posix_spawn(&process, "/bin/sh", nil, nil, &words, &variables)
    try #require(failure == 0, "sh must start")
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }
}
