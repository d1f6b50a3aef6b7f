import Reporting
import StudyLanguage

/// Which rows of data sets the sums and means of a study leave out, as sentences.
struct OmittedRows {
  let context: ReportContext

  /// One sentence for each column with rows that are left out.
  func sentences() -> [String] {
    var seen: Set<[String]> = []
    return context.study.omissions.compactMap { omission in
      guard
        seen.insert([omission.dataset, omission.column] + omission.empty + omission.absent).inserted
      else { return nil }
      return sentence(omission)
    }
  }

  private func sentence(_ omission: StudyOmission) -> String {
    let format = NumberFormat(language: context.language)
    let name = context.language.quoted(omission.dataset)
    let column = context.language.quoted(omission.column)
    let rows = format.integer(omission.rows)
    let count = format.integer(omission.empty.count)
    let isOne = omission.empty.count == 1
    var english: [String] = []
    var french: [String] = []
    if !omission.empty.isEmpty {
      let labels = brief(omission.empty)
      english.append(
        "\(count) of \(rows) rows \(isOne ? "has" : "have") no value for"
          + " \(column): \(labels.english)"
      )
      french.append(
        "\(count) \(isOne ? "ligne" : "lignes") sur \(rows) \(isOne ? "n'a" : "n'ont") pas de valeur"
          + " pour \(column) : \(labels.french)"
      )
    }
    if !omission.absent.isEmpty {
      let labels = brief(omission.absent)
      english.append("there is no row for \(labels.english)")
      french.append("il n'y a pas de ligne pour \(labels.french)")
    }
    return context.words(
      "Left out of sums and means over the data set \(name): \(english.joined(separator: "; ")).",
      "Omis des sommes et moyennes sur les données \(name) : \(french.joined(separator: " ; "))."
    )
  }

  private func brief(_ labels: [String]) -> (english: String, french: String) {
    let shown = labels.prefix(8).joined(separator: ", ")
    let more = labels.count - min(labels.count, 8)
    return more > 0 ? ("\(shown) and \(more) more", "\(shown) et \(more) autres") : (shown, shown)
  }
}
