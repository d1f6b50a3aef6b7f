import Foundation

/// A format that pandoc makes of a Markdown report.
public enum PandocFormat: String, CaseIterable, Sendable {
  /// A web page with the figures inside.
  case html
  /// A PDF, through the web page's printing engine or LaTeX, whatever pandoc finds.
  case pdf
  /// A word processor document.
  case docx

  /// Converts a report that has been written.
  ///
  /// - Parameter path: The Markdown file.
  /// - Returns: The path of the new file, beside the Markdown.
  /// - Throws: `WorkbenchError.cannotRun` when pandoc is missing or fails; the new file is then not
  ///   there.
  public func convert(_ path: String) throws(WorkbenchError) -> String {
    guard let pandoc = Self.find("pandoc") else {
      throw .cannotRun(
        "--to \(rawValue) needs the program pandoc (Debian package pandoc); it was not found. The"
          + " Markdown report is written."
      )
    }
    if self != .html, Self.find("rsvg-convert") == nil {
      throw .cannotRun(
        "--to \(rawValue) needs the program rsvg-convert (Debian package librsvg2-bin) for the"
          + " figures; it was not found. The Markdown report is written."
      )
    }
    let folder = (path as NSString).deletingLastPathComponent
    let target = (path as NSString).deletingPathExtension + "." + rawValue
    let process = Process()
    process.executableURL = URL(fileURLWithPath: pandoc)
    process.arguments = [
      "--from", "gfm", "--standalone", "--resource-path", folder.isEmpty ? "." : folder, "-o",
      target, path,
    ]
    // Not `--embed-resources`: pandoc 2.17 of Debian 12 does not know it.
    if self == .html { process.arguments?.append("--self-contained") }
    let errors = Pipe()
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw .cannotRun("pandoc could not be started: \(error.localizedDescription)")
    }
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw .cannotRun(
        "pandoc could not write \(target): \(text.trimmingCharacters(in: .whitespacesAndNewlines))"
      )
    }
    return target
  }

  private static func find(_ program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
