import Foundation
import StudyLanguage

/// The result of `run` as JSON, in the documented shape.
struct RunJSON: Encodable {
  struct Numbers: Encodable {
    var unit: String?
    let mean: Double?
    let sd: Double?
    let quantiles: [String: Double?]
    let standardErrors: [String: Double?]
    /// For a figure whose error cannot be known, why, in a sentence.
    let unknownErrors: [String: String]?
    let exact: Bool
    let undefinedDraws: Int?

    init(_ summary: ResultSummary, unit: String?) {
      self.unit = unit
      mean = summary.mean.finite
      sd = summary.standardDeviation.finite
      exact = summary.isExact
      undefinedDraws = summary.undefinedDraws > 0 ? summary.undefinedDraws : nil
      var quantiles: [String: Double?] = [:]
      var errors: [String: Double?] = [
        "mean": summary.meanStandardError.finite,
        "sd": summary.standardDeviationStandardError.finite,
      ]
      for quantile in summary.quantiles {
        quantiles["\(quantile.probability)"] = quantile.value.finite
        errors["\(quantile.probability)"] = quantile.standardError.finite
      }
      self.quantiles = quantiles
      standardErrors = errors
      let words = Wording(language: .en)
      var reasons: [String: String] = [:]
      if let reason = summary.meanErrorReason {
        reasons["mean"] = words.unknownError(
          reason,
          draws: summary.draws,
          inputs: summary.unmetInputs
        )
      }
      if let reason = summary.standardDeviationErrorReason {
        reasons["sd"] = words.unknownError(
          reason,
          draws: summary.draws,
          inputs: summary.unmetInputs
        )
      }
      unknownErrors = reasons.isEmpty ? nil : reasons
    }

    private enum Key: String, CodingKey {
      case unit, mean, sd, quantiles, standardErrors, unknownErrors, exact, undefinedDraws
    }

    /// Mean and standard deviation that do not exist are written as null, not left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encodeIfPresent(unit, forKey: .unit)
      try container.encode(mean, forKey: .mean)
      try container.encode(sd, forKey: .sd)
      try container.encode(quantiles, forKey: .quantiles)
      try container.encode(standardErrors, forKey: .standardErrors)
      try container.encodeIfPresent(unknownErrors, forKey: .unknownErrors)
      try container.encode(exact, forKey: .exact)
      try container.encodeIfPresent(undefinedDraws, forKey: .undefinedDraws)
    }
  }

  enum Entry: Encodable {
    case single(Numbers)
    case indexed(unit: String, indexes: [String], cells: [String: Numbers])

    private enum Key: String, CodingKey { case unit, indexes, cells }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .single(let numbers): try numbers.encode(to: encoder)
      case .indexed(let unit, let indexes, let cells):
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(unit, forKey: .unit)
        try container.encode(indexes, forKey: .indexes)
        try container.encode(cells, forKey: .cells)
      }
    }
  }

  struct Check: Encodable {
    struct Computed: Encodable {
      let low: Double?
      let median: Double?
      let high: Double?
    }
    struct Published: Encodable {
      let low: Double
      let high: Double
      let unit: String
      let sources: [String]
    }
    let name: String
    let holds: Bool
    let computed: Computed
    let published: Published
  }

  struct Assertion: Encodable {
    let name: String
    let holds: Bool
    let failedDraws: Int
    let firstFailedDraw: Int?
  }

  let study: String
  let version = AmpleurVersion.current
  let seed: UInt64
  let draws: Int
  let drawsAsked: Int
  let engine: String
  let quantities: [String: Entry]
  let checks: [Check]
  let assertions: [Assertion]

  init(_ results: StudyResults, study name: String) {
    study = name
    seed = results.record.seed
    draws = results.record.draws
    drawsAsked = results.drawsAsked
    engine = results.engine
    var quantities: [String: Entry] = [:]
    for quantity in results.namedQuantities {
      let unit = quantity.unit.description
      if quantity.indexes.isEmpty, let cell = quantity.cells.first {
        quantities[quantity.name] = .single(Numbers(results.summary(cell.output), unit: unit))
        continue
      }
      var cells: [String: Numbers] = [:]
      for cell in quantity.cells {
        cells[cell.labels.joined(separator: ",")] = Numbers(results.summary(cell.output), unit: nil)
      }
      quantities[quantity.name] = .indexed(
        unit: unit,
        indexes: quantity.indexes.map(\.name),
        cells: cells
      )
    }
    self.quantities = quantities
    checks = results.checks.map { result in
      Check(
        name: result.check.text,
        holds: result.holds,
        computed: .init(
          low: result.computed.low.finite,
          median: result.computed.median.finite,
          high: result.computed.high.finite
        ),
        published: .init(
          low: result.check.low,
          high: result.check.high,
          unit: results.study.quantity(named: result.check.quantity)?.unit.description ?? "",
          sources: result.check.metadata.sources.map(\.key)
        )
      )
    }
    assertions = results.assertions.map {
      Assertion(
        name: $0.name,
        holds: $0.holds,
        failedDraws: $0.failedDraws,
        firstFailedDraw: $0.firstFailedDraw
      )
    }
  }
}

extension Double {
  /// The number, or `nil` where JSON has none.
  var finite: Double? { isFinite ? self : nil }
}
