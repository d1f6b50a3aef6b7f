import Foundation
import StudyLanguage
import StudySyntax
import Tables
import TextCore

/// A study read from a file and checked.
public struct LoadedStudy: Sendable {
  /// The path as the user gave it.
  public let path: String
  /// The study.
  public let study: CheckedStudy
  /// Where its data and sources come from.
  public let environment: FileEnvironment
  /// The files of data that the study uses and that are not those their descriptions state.
  public let changedData: [DataDifference]
  /// Rendered warnings; empty when there are none.
  public let warnings: String
  /// The files that no output may replace.
  public let protected: ProtectedFiles
  /// The bytes of the file as they were read.
  let bytes: [UInt8]

  /// The language of the study's prose.
  public var language: Language { study.document.frontMatter.language ?? .en }

  /// Reads and checks a study.
  ///
  /// - Parameters:
  ///   - path: The path of the Markdown file.
  ///   - dataFolder: A folder of data sets named by the user; `nil` to look for one.
  ///   - trust: Whether the study may read files outside its folder.
  /// - Throws: `WorkbenchError.cannotRun` for a file that cannot be read,
  ///   `WorkbenchError.invalidStudy` with rendered messages for a study with mistakes. A data set
  ///   or an entry of the sources that is damaged counts as a file that cannot be read.
  public init(
    path: String,
    dataFolder: String? = nil,
    trust: Bool = false
  ) throws(WorkbenchError) {
    self.path = path
    let bytes = try InputFile.study(path, takesPipes: true)
    self.bytes = bytes
    let file: SourceFile
    do throws(SourceFileError) {
      file = try SourceFile(name: path, bytes: bytes)
    } catch {
      throw .cannotRun(error.description)
    }
    let folder = try DataFolder.locate(given: dataFolder, study: path)
    let environment = try FileEnvironment(
      dataFolder: folder,
      study: path,
      studies: StudyFiles(
        file,
        folders: DataFolder.named(dataFolder).map { [$0] } ?? [],
        isTrusted: trust
      ),
      needsMoney: Self.mayConvertMoney(file),
      needsSources: Self.mayCite(file) || Self.mayConvertMoney(file)
    )
    self.environment = environment
    let document = StudyDocument(file)
    let outcome = StudyChecker(
      environment: environment,
      builtIns: BuiltIns.all,
      requests: QuestionCatalogue.all.map(\.form)
    ).check(document)
    let renderer = DiagnosticRenderer(files: outcome.files)
    var diagnostics = outcome.diagnostics
    if let missing = MissingModel.diagnostic(document, outcome.study) {
      diagnostics.insert(missing, at: 0)
    }
    if let study = outcome.study {
      diagnostics += study.requests.flatMap { request in
        QuestionCatalogue.question(of: request)?.faults(request, study) ?? []
      }
    }
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty, let study = outcome.study else {
      let messages = renderer.render(diagnostics) + "\n"
      if errors.contains(where: { $0.code == Diagnostic.damagedDataset }) {
        throw .cannotRun(
          messages + "A data set is damaged or may not be read; nothing was computed."
        )
      }
      throw .invalidStudy(messages: messages, count: max(errors.count, 1))
    }
    try environment.readSources(study.sources)
    self.study = study
    protected = ProtectedFiles(study: path, used: study.files.map(\.name), dataFolder: folder)
    changedData = environment.changedData(of: study)
    var warnings = outcome.diagnostics.isEmpty ? [] : [renderer.render(outcome.diagnostics)]
    warnings += changedData.map { "warning: " + $0.sentence }
    self.warnings = warnings.joined(separator: "\n")
  }

  /// Whether a study may cite a source, itself, by its data or by a study that it uses.
  private static func mayCite(_ file: SourceFile) -> Bool {
    ["from", "dataset", "use \""].contains { file.text.contains($0) }
  }

  /// Whether dated money or another study appears, so that the money series are worth reading.
  private static func mayConvertMoney(_ file: SourceFile) -> Bool {
    let text = file.text
    return text.contains("use \"")
      || text.range(
        of: "[A-Z]{3}\\([0-9]{4}\\)",
        options: .regularExpression
      ) != nil
  }
}
