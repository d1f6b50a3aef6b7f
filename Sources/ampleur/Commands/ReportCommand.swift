import ArgumentParser
import TextCore
import Workbench

/// `ampleur report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Weave a study into a report: Markdown and SVG figures.",
    discussion: """
      The ending of the output decides: report.html, report.pdf and report.docx are made with pandoc \
      and hold their figures; any other name gets Markdown, and figures/ beside it.
      """
  )

  @Argument(help: "The study file.")
  var study: String
  @Option(
    name: .shortAndLong,
    help: "Where the report goes, such as report.md, with figures/ beside it, or report.html."
  )
  var output: String
  @Option(help: "The language of the report: en or fr; default: the study's.")
  var lang: Language?
  @Option(help: "Also write these with pandoc: html, pdf, docx (comma-separated).")
  var to: String?
  @OptionGroup var draw: DrawOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard !output.isEmpty, !output.hasSuffix("/") else {
      throw ValidationError("-o needs the name of a file, such as report.md; got \"\(output)\".")
    }
    guard !WholeFiles.isOfSystem(output) else {
      throw ValidationError(
        "-o needs the name of a file, such as report.md, since figures go beside it; got"
          + " \"\(output)\"."
      )
    }
    _ = try formats()
  }

  private func formats() throws -> [PandocFormat] {
    try (to ?? "").split(separator: ",").map { name in
      guard let format = PandocFormat(rawValue: name.lowercased()) else {
        throw ValidationError("--to takes html, pdf and docx; got \"\(name)\".")
      }
      return format
    }
  }

  func run() throws {
    try Terminal.run {
      let outputs = try ReportOutputs(output, also: formats())
      let evaluation = try Evaluation(
        path: study,
        dataFolder: data.dataFolder,
        trust: data.trust,
        outputs: outputs.paths,
        settings: draw.settings,
        progress: Terminal.progress()
      )
      if !evaluation.loaded.warnings.isEmpty { Terminal.message(evaluation.loaded.warnings) }
      if let note = evaluation.precisionNote { Terminal.message(note) }
      let report = try evaluation.report(
        language: lang,
        name: Evaluation.stem(of: output),
        progress: Terminal.progress()
      )
      if report.untranslatedPieces > 0 {
        Terminal.message(
          "\(report.untranslatedPieces) piece(s) of prose have no \(lang?.rawValue ?? "") text and"
            + " stand in the study's language; a translation is a comment after the piece:"
            + " <!-- \(lang?.rawValue ?? "fr"): ... -->"
        )
      }
      let protected = evaluation.loaded.protected
      if let markdown = outputs.markdown {
        try WholeFiles.write(report.files(at: markdown), sparing: protected)
        Terminal.message("\(markdown): written, with \(report.figures.count) figure(s).")
      }
      let isWhole = convert(report, to: outputs, sparing: protected)
      if !evaluation.results.allHold {
        Terminal.message("A check or a condition does not hold; the report says which.")
      }
      if !isWhole { throw ExitCode(2) }
      if !evaluation.results.allHold { throw ExitCode(1) }
    }
  }

  /// Writes the formats that can be written; says of each that cannot what it needs.
  ///
  /// - Returns: Whether all were written.
  private func convert(
    _ report: WovenReport,
    to outputs: ReportOutputs,
    sparing protected: ProtectedFiles
  ) -> Bool {
    var failures: [String] = []
    var said: Set<String> = []
    for (format, path) in outputs.converted {
      do throws(WorkbenchError) {
        let conversion = try PandocConversion(
          report,
          to: format,
          trusting: data.trust ? outputs.folders(study: study) : nil
        )
        try WholeFiles.write(bytes: [(path, conversion.bytes)], sparing: protected)
        for part in conversion.leftOut where said.insert(part).inserted {
          Terminal.message(
            "\(part): named in the prose and left out of the \(format.rawValue); --trust puts it in."
          )
        }
        Terminal.message("\(path): written.")
      } catch {
        failures.append("\(path): not written; \(error.description)")
      }
    }
    for failure in failures { Terminal.message(failure) }
    return failures.isEmpty
  }
}
