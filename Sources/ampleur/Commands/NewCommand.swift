import ArgumentParser
import TextCore
import Workbench

/// `ampleur new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a study to start from; an existing file is left alone."
  )

  @Argument(help: "The file to write, such as my-study.md.")
  var name: String
  @Option(help: "The title; default: the name of the file.")
  var title: String?
  @Option(help: "The language of the prose: en or fr.")
  var lang: Language = .en

  func run() throws {
    try Terminal.run {
      let path = name.hasSuffix(".md") ? name : name + ".md"
      guard !WholeFiles.exists(path) else {
        throw WorkbenchError.cannotRun("\(path): a file of this name exists; nothing was written.")
      }
      let text = NewStudy.text(title: title ?? Evaluation.stem(of: path), french: lang == .fr)
      try WholeFiles.write([(path, text)])
      Terminal.message("\(path): written. Evaluate it with `ampleur run \(Terminal.quoted(path))`.")
    }
  }
}
