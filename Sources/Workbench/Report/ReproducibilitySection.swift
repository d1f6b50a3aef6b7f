import Reporting
import StudyLanguage
import Tables

/// The line that lets a reader get the same bytes again.
struct ReproducibilitySection {
  let context: ReportContext

  func blocks() -> [Block] {
    let words = context.words
    let record = context.results.record
    let format = NumberFormat(language: context.language)
    var text = "ampleur \(AmpleurVersion.current)"
    text += words(", seed ", ", graine ") + "\(record.seed)"
    text += ", " + format.integer(record.draws) + words(" draws", " tirages")
    if record.draws != context.results.drawsAsked {
      text += words(
        " (\(format.integer(context.results.drawsAsked)) asked, rounded up to whole replicates)",
        " (\(format.integer(context.results.drawsAsked)) demandés, arrondis à des répliques entières)"
      )
    }
    text += ", " + engine
    var items: [[Inline]] = [[.text(text + ".")]]
    for file in context.study.files {
      let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
      items.append([
        .code(name), .text(context.language.colon + " SHA-256 "),
        .code(String(SHA256.hexadecimal(of: file.bytes).prefix(16))),
      ])
    }
    for name in context.study.datasets {
      guard let sum = context.loaded.environment.checksum(of: name) else { continue }
      items.append([
        .text(words("data set ", "jeu de données ")), .code(name),
        .text(context.language.colon + " SHA-256 "), .code(String(sum.prefix(16))),
      ])
    }
    for difference in context.loaded.changedData {
      items.append([
        .code(difference.file), .text(" "), .strong([.text(difference.remark(in: words))]),
        .text("."),
      ])
    }
    return [.heading(2, words.reproducibility), .list(items)]
  }

  private var engine: String {
    let words = context.words
    let record = context.results.record
    switch record.engine {
    case .exact: return words("exact arithmetic", "calcul exact")
    case .quasiMonteCarlo(let replicates):
      return words(
        "randomised quasi-Monte Carlo (Owen-scrambled Sobol' points, \(replicates) replicates)",
        "quasi-Monte-Carlo randomisé (points de Sobol' brouillés selon Owen, \(replicates) répliques)"
      )
    case .monteCarlo(let replicates):
      return words(
        "Monte Carlo (Philox4x32-10, \(replicates) replicates)",
        "Monte-Carlo (Philox4x32-10, \(replicates) répliques)"
      )
    }
  }
}
