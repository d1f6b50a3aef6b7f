import Foundation
import Reporting
import Tables

/// A report made into another format by pandoc.
///
/// Pandoc reads a copy in a folder of its own, with the figures of the report beside it, so that no
/// name given by the user reaches it. Images and active parts that the prose names are left out:
/// pandoc would fetch them from the disk or the network and put them into the document.
public struct PandocConversion: Sendable {
  /// The bytes of the document.
  public let bytes: [UInt8]
  /// What the prose names and the document leaves out, in order.
  public let leftOut: [String]

  /// Converts a report.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - format: The format.
  ///   - folders: Where images of the prose are looked for, when the study is trusted with files
  ///     and addresses; `nil` to leave them out.
  /// - Throws: `WorkbenchError.cannotRun` when a program is missing or fails.
  public init(
    _ report: WovenReport,
    to format: PandocFormat,
    trusting folders: [String]?
  ) throws(WorkbenchError) {
    let pandoc = try Self.program("pandoc", package: "pandoc", for: format)
    if format != .html {
      _ = try Self.program("rsvg-convert", package: "librsvg2-bin", for: format)
    }
    let engine = format == .pdf ? try Self.pageSetter() : nil
    let folder = try Self.makeFolder()
    defer { TemporaryFiles.remove(folder) }
    try Self.copy(report, into: folder, trusts: folders != nil)
    // In two steps: for a document pandoc fetches images before it filters.
    let errors = try Self.run(
      pandoc,
      [
        "--from=gfm-yaml_metadata_block", "--to=json", "--lua-filter=\(folder)/filter.lua",
        "--output=\(folder)/report.json", "\(folder)/report.md",
      ],
      in: folder
    )
    // Not `--embed-resources`: pandoc 2.17 of Debian 12 does not know it. Not `--sandbox` either:
    // there it makes no document, and still reads the images of a page.
    var arguments = [
      "--from=json", "--standalone",
      "--resource-path=\(([folder] + (folders ?? []).map(Self.absolute)).joined(separator: ":"))",
      "--metadata=pagetitle:\(report.title)", "--output=\(folder)/output.\(format.rawValue)",
    ]
    if format == .html { arguments.append("--self-contained") }
    if let engine { arguments.append("--pdf-engine=\(engine)") }
    // LaTeX needs a package for each language, which may be missing.
    if engine.map({ !$0.hasSuffix("tex") }) ?? true {
      arguments.append("--metadata=lang:\(report.language.rawValue)")
    }
    arguments.append("\(folder)/report.json")
    let said = try Self.run(pandoc, arguments, in: folder)
    leftOut = errors.compactMap { line in
      line.hasPrefix(Self.mark) ? String(line.dropFirst(Self.mark.count)) : nil
    }
    do throws(OrdinaryFile.Fault) {
      bytes = try OrdinaryFile.bytes(
        of: "\(folder)/output.\(format.rawValue)",
        limit: 1 << 30
      )
    } catch {
      throw .cannotRun("pandoc made no \(format.rawValue): \(Self.words(said))")
    }
  }

  // MARK: Programs

  private static func find(_ program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 && !OrdinaryFile.isFolder($0) }
  }

  private static func program(
    _ name: String,
    package: String,
    for format: PandocFormat
  ) throws(WorkbenchError) -> String {
    guard let found = find(name) else {
      throw .cannotRun(
        "\(format.rawValue) needs the program \(name) (Debian package \(package)); it was not"
          + " found."
      )
    }
    return found
  }

  /// A program that pandoc can set pages with.
  private static func pageSetter() throws(WorkbenchError) -> String {
    let known = ["weasyprint", "xelatex", "lualatex", "wkhtmltopdf", "pdflatex"]
    guard let found = known.first(where: { find($0) != nil }) else {
      throw .cannotRun(
        "pdf needs a program that sets pages, such as weasyprint (Debian package weasyprint); none"
          + " of \(known.joined(separator: ", ")) was found."
      )
    }
    return found
  }

  private static func absolute(_ folder: String) -> String {
    OrdinaryFile.real(folder) ?? folder
  }

  // MARK: The copy

  private static func makeFolder() throws(WorkbenchError) -> String {
    let parent = FileManager.default.temporaryDirectory.path
    var generator = SystemRandomNumberGenerator()
    let folder = PathName.join(parent, "ampleur-\(String(generator.next(), radix: 36))")
    try TemporaryFiles.add(folder) { () throws(WorkbenchError) in
      guard mkdir(folder, 0o700) == 0 else {
        throw .cannotRun("\(parent): no folder for temporary files can be made there.")
      }
    }
    return folder
  }

  private static func copy(
    _ report: WovenReport,
    into folder: String,
    trusts: Bool
  ) throws(WorkbenchError) {
    var own: [String] = []
    var files = [("\(folder)/report.md", report.markdown)]
    for (index, figure) in report.figures.enumerated() {
      let name = "figure-\(index + 1).svg"
      files.append(("\(folder)/\(name)", figure.svg))
      own.append("  [\(quoted(figure.path))] = \(quoted(name)),")
    }
    let settings = "local trusts = \(trusts)\nlocal own = {\n\(own.joined(separator: "\n"))\n}\n"
    files.append(("\(folder)/filter.lua", settings + PandocFilter.text))
    do {
      for (path, text) in files {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      }
    } catch {
      throw .cannotRun("\(folder): the copy for pandoc cannot be written (disk full?).")
    }
  }

  /// A text as a literal of Lua.
  private static func quoted(_ text: String) -> String {
    "\"" + text.utf8.map { "\\\(String(1000 + Int($0)).dropFirst())" }.joined() + "\""
  }

  // MARK: Running

  /// What begins a line of the filter about something left out.
  private static let mark = "ampleur leaves out: "

  /// Runs pandoc and gives the lines that it printed.
  private static func run(
    _ pandoc: String,
    _ arguments: [String],
    in folder: String
  ) throws(WorkbenchError) -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: pandoc)
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.arguments = arguments
    // Pandoc reads its arguments by the locale.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw .cannotRun("pandoc could not be started: \(error.localizedDescription)")
    }
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = text.split(separator: "\n").map { String($0) }
    guard process.terminationStatus == 0 else {
      throw .cannotRun("pandoc could not convert the report: \(words(lines))")
    }
    return lines
  }

  private static func words(_ lines: [String]) -> String {
    let said = lines.filter { !$0.hasPrefix(mark) && !$0.hasPrefix("[WARNING]") }
    return said.isEmpty ? "it gave no reason" : said.joined(separator: " ")
  }
}
