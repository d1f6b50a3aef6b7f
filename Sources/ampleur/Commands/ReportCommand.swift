import ArgumentParser
import Workbench

/// `ampleur report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Weave a study into a report: Markdown and SVG figures."
  )

  @Argument(help: "The study file.")
  var study: String
  @Option(name: .shortAndLong, help: "Where the Markdown goes; figures go to figures/ beside it.")
  var output: String
  @Option(help: "The language of the report: en or fr; default: the study's.")
  var lang: LanguageOption?
  @Option(help: "Also write these with pandoc: html, pdf, docx (comma-separated).")
  var to: String?
  @OptionGroup var draw: DrawOptions
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard !output.isEmpty, !output.hasSuffix("/") else {
      throw ValidationError("-o needs the name of a file, such as report.md; got \"\(output)\".")
    }
    _ = try formats()
  }

  private func formats() throws -> [PandocFormat] {
    try (to ?? "").split(separator: ",").map { name in
      guard let format = PandocFormat(rawValue: String(name)) else {
        throw ValidationError("--to takes html, pdf and docx; got \"\(name)\".")
      }
      return format
    }
  }

  func run() throws {
    try Terminal.run {
      let evaluation = try Evaluation(
        path: study,
        dataFolder: data.dataFolder,
        settings: draw.settings,
        progress: Terminal.progress()
      )
      if !evaluation.loaded.warnings.isEmpty { Terminal.message(evaluation.loaded.warnings) }
      if let note = evaluation.precisionNote { Terminal.message(note) }
      let report = try evaluation.report(
        language: lang.flatMap { ReportLanguage(rawValue: $0.rawValue) },
        name: Evaluation.stem(of: output),
        progress: Terminal.progress()
      )
      try WholeFiles.write(report.files(at: output))
      if report.untranslatedPieces > 0 {
        Terminal.message(
          "\(report.untranslatedPieces) piece(s) of prose have no \(lang?.rawValue ?? "") text and"
            + " stand in the study's language; a translation is a comment after the piece:"
            + " <!-- \(lang?.rawValue ?? "fr"): ... -->"
        )
      }
      Terminal.message("\(output): written, with \(report.figures.count) figure(s).")
      for format in try formats() {
        let made = try format.convert(output)
        Terminal.message("\(made): written.")
      }
      if !evaluation.results.allHold {
        Terminal.message("A check or a condition does not hold; the report says which.")
        throw ExitCode(1)
      }
    }
  }
}
