import TextCore

/// The few words that charts print by themselves.
struct ChartWords {
  let language: Language

  private func say(_ english: String, _ french: String) -> String {
    language == .fr ? french : english
  }

  func interval(_ percent: Int) -> String {
    say("\(percent)% interval", "intervalle \u{E0} \(percent)\u{202F}%")
  }
  var median: String { say("median", "m\u{E9}diane") }
  var mean: String { say("mean", "moyenne") }
  var density: String { say("probability density", "densit\u{E9} de probabilit\u{E9}") }
  var published: String { say("published figure", "chiffre publi\u{E9}") }
  var publishedRange: String { say("published range", "fourchette publi\u{E9}e") }
  var extremes: String { say("all low / all high", "tout bas / tout haut") }
  var inputLow: String {
    say("input at its 5% quantile", "entr\u{E9}e \u{E0} son quantile \u{E0} 5\u{202F}%")
  }
  var inputHigh: String {
    say("input at its 95% quantile", "entr\u{E9}e \u{E0} son quantile \u{E0} 95\u{202F}%")
  }
  var central: String {
    say("inputs at their medians", "donn\u{E9}es \u{E0} leur m\u{E9}diane")
  }
  var difference: String { say("Difference from", "\u{C9}cart \u{E0}") }
  var baseline: String { say("the baseline", "la r\u{E9}f\u{E9}rence") }
  var observed: String { say("observed", "observ\u{E9}") }
  var projection: String { say("projection (median)", "projection (m\u{E9}diane)") }
  var increase: String { say("increase", "hausse") }
  var decrease: String { say("decrease", "baisse") }
  var total: String { say("total", "total") }
  var kept: String { say("kept", "retenu") }
  var left: String { say("where the input lies", "o\u{F9} se trouve la donn\u{E9}e") }
  var nothing: String { say("nothing to show", "rien \u{E0} montrer") }
}
