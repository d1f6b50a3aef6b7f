import StudyLanguage
import StudySyntax
import TextCore

/// Finds out why a study computes nothing: its fences, when none opens a model.
enum MissingModel {
  /// What is wrong with a file that has no model, or with blocks that define nothing.
  ///
  /// - Parameters:
  ///   - document: The study as read.
  ///   - study: The study as checked; `nil` where it has mistakes.
  /// - Returns: An error with the likely cause; `nil` where something is computed.
  static func diagnostic(_ document: StudyDocument, _ study: CheckedStudy?) -> Diagnostic? {
    let file = document.file
    let blocks = document.parts.compactMap { part -> ModelBlock? in
      if case .model(let block) = part { block } else { nil }
    }
    if let first = blocks.first {
      guard let study, study.quantities.isEmpty, study.assertions.isEmpty else { return nil }
      return report(
        "The `ampleur` block\(blocks.count == 1 ? "" : "s") of this study define"
          + "\(blocks.count == 1 ? "s" : "") no quantity, so there is nothing to compute.",
        file.lineRange(first.firstLine),
        file,
        label: "nothing is defined",
        help: "write a definition such as `ads = count(8424) ad`"
      )
    }
    if let study, !study.quantities.isEmpty { return nil }
    guard let (line, word) = fence(file) else {
      return report(
        "No `ampleur` block was found in this file, so there is nothing to compute.",
        file.lineRange(1),
        file,
        label: "a study needs a model",
        help: "the model stands between a line ```ampleur and a line ```"
      )
    }
    let found =
      word.isEmpty
      ? "Line \(line) opens a block without a word"
      : "Line \(line) opens a block with the word `\(word)`"
    return report(
      "No `ampleur` block was found in this file, so there is nothing to compute. \(found).",
      file.lineRange(line),
      file,
      label: "the word is `ampleur`",
      help: "write ```ampleur"
    )
  }

  /// The first fence whose word is nearly `ampleur`, else the first without a word, else the first.
  private static func fence(_ file: SourceFile) -> (line: Int, word: String)? {
    var found: [(line: Int, word: String)] = []
    var open: Character?
    for line in 1...max(1, file.lineCount) {
      let text = Substring(file.lineText(line)).drop { $0 == " " }
      guard let mark = text.first, mark == "`" || mark == "~",
        text.prefix(3).allSatisfy({ $0 == mark }),
        text.count >= 3
      else { continue }
      if let opened = open {
        if opened == mark { open = nil }
        continue
      }
      open = mark
      let info = text.drop { $0 == mark }.split(whereSeparator: \.isWhitespace).first ?? ""
      found.append((line, String(info.prefix(40))))
    }
    let near = found.first { NearestName.nearest(to: $0.word.lowercased(), in: ["ampleur"]) != nil }
    return near ?? found.first { $0.word.isEmpty } ?? found.first
  }

  private static func report(
    _ message: String,
    _ range: Range<Int>,
    _ file: SourceFile,
    label: String,
    help: Advice
  ) -> Diagnostic {
    Diagnostic(
      .error,
      "no-model",
      message,
      file: file.name,
      at: SourceSpan(range.lowerBound, range.upperBound),
      label: label,
      help: help
    )
  }
}
