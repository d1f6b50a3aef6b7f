import Foundation
import StudyLanguage
import Tables
import TestKit
import Testing
import Uncertainty

@testable import Workbench

/// Designs written, run by the study's own model as any other would, and analysed.
@Suite("A design for another model")
struct DesignTests {
  private let scratch: Scratch
  private let study: String

  /// Every kind of input: a count, cells of an index, shares, one whose definition converts its unit,
  /// one whose distribution depends on another, and one without a name.
  static let lines = """
    ads = count(8424) ad
      label "Paid ads" | fr "Annonces payantes"
    index position = { base, top }
    price[position] = { base: 90 to 140, top: 400 to 560 } EUR/ad/month
    mix[position] = dirichlet({ base: 7, top: 1 })
    fee = 0.1 to 0.3 kEUR/ad/month -> EUR/ad/month
    trend = normal(sum(mix * { base: 1, top: 2 } over position), 0.1)
    bill = sum(price * mix over position) + fee
    revenue = ads * bill * trend * (0.8 to 1.1) * 12 month/year -> MEUR/year
      label "Annual revenue"
    show revenue
    """

  init() throws {
    scratch = try Scratch()
    study = try scratch.write(
      "s.md",
      "---\nlang: en\nseed: 7\n---\n\n```ampleur\n\(Self.lines)\n```\n"
    )
  }

  // MARK: The other model

  private func loaded() throws -> LoadedStudy {
    try LoadedStudy(path: study, dataFolder: Scratch.datasets)
  }

  private func write(_ request: DesignRequest, _ name: String = "d.csv") throws -> String {
    let path = scratch.path + "/" + name
    try WholeFiles.write(try loaded().design(request, at: path).files)
    return path
  }

  private func table(_ path: String) throws -> DelimitedText {
    try DelimitedText(contentsOf: URL(fileURLWithPath: path))
  }

  /// Evaluates the study's model at the values that the design prints: one result a row.
  private func results(_ path: String) throws -> [Double] {
    let text = try table(path)
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path + ".json"))
    )
    let described = try #require((json as? [String: Any])?["columns"] as? [[String: Any]])
    var columns: [String: [[Double]]] = [:]
    for (place, column) in described.enumerated() {
      #expect(column["name"] as? String == text.header[place])
      guard let input = column["input"] as? String else { continue }
      columns[input, default: []].append(
        try text.records.map { try #require(Double($0.fields[place])) }
      )
    }
    let model = try loaded().study.model
    let output = try #require(model.outputIndex(named: "revenue"))
    return try model.evaluate(columns: columns)[output]
  }

  private func write(results: [Double?], of path: String, _ name: String = "r.csv") throws -> String
  {
    let mark = try #require(try table(path).records.first?.fields.first)
    var writer = DelimitedWriter(header: ["design", "run", "revenue"])
    for (place, value) in results.enumerated() {
      guard let value else { continue }
      writer.append([.text(mark), .integer(place + 1), .number(value)])
    }
    return try scratch.write(name, writer.text)
  }

  private func analyse(
    _ design: String,
    _ results: String,
    method: String? = nil
  ) throws -> [String: Any] {
    let answer = try RunsAnalysis.answer(
      study: study,
      RunsRequest(design: design, results: results, method: method),
      dataFolder: Scratch.datasets
    )
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    return try #require(object as? [String: Any])
  }

  private func sensitivity(_ method: String, draws: Int) throws -> [String: Any] {
    let evaluation = try Evaluation(
      path: study,
      dataFolder: Scratch.datasets,
      settings: RunSettings(draws: draws, threads: 1)
    )
    let answer = try evaluation.inquiry.analyse(
      .sensitivity(method: method, addsDummy: false),
      of: "revenue"
    )
    let object = try JSONSerialization.jsonObject(with: Data(answer.json.utf8))
    return try #require(object as? [String: Any])
  }

  /// The estimates of each input, by input and column.
  private func estimates(_ fields: [String: Any]) throws -> [String: [String: Double]] {
    var result: [String: [String: Double]] = [:]
    for row in try #require(fields["indices"] as? [[String: Any]]) {
      let input = try #require(row["input"] as? String)
      for (key, value) in row {
        guard let estimate = value as? [String: Any] else { continue }
        // A method without intervals has `null` for their ends.
        for (part, number) in estimate {
          if let number = number as? Double {
            result[input, default: [:]]["\(key) \(part)"] = number
          }
        }
      }
    }
    return result
  }

  // MARK: There and back

  @Test(arguments: [
    ("sobol", 256), ("morris", 1_024), ("rank", 512), ("borgonovo", 512), ("pawn", 2_048),
    ("hsic", 512), ("regression", 512), ("perturbed-law", 512),
  ])
  func `gives back the indices of the same runs made here`(method: String, draws: Int) throws {
    let design = try write(DesignRequest(method: method, draws: draws))
    let back = try estimates(
      try analyse(design, try write(results: try results(design), of: design))
    )
    let here = try estimates(try sensitivity(method, draws: draws))
    #expect(!here.isEmpty && Set(back.keys) == Set(here.keys))
    for (input, own) in here {
      #expect(back[input]?.keys.sorted() == own.keys.sorted())
      for (key, value) in own {
        let other = try #require(back[input]?[key])
        // The same formula at the same bits; sums in another order of operations allow last places.
        #expect(abs(other - value) <= 1e-12 * max(1, abs(value)), "\(input) \(key)")
      }
    }
  }

  @Test(arguments: ["sobol", "morris", "samples"])
  func `prints numbers that read back to the same bits`(method: String) throws {
    let request = DesignRequest(method: method, runs: 600)
    let scope = try DesignScope(try loaded(), quantity: nil)
    let path = try write(request)
    let plan = try DesignDescription.read(for: path).plan("d.csv.json")
    let design = try RunDesign(scope, plan)
    let text = try table(path)
    #expect(text.records.count == design.runs && design.runs <= 600)
    for (place, column) in design.columns.enumerated() {
      #expect(text.header[place + 3] == column.header)
      let read = text.records.map { PlainNumber.double($0.fields[place + 3])?.bitPattern }
      #expect(read == column.values.map(\.bitPattern))
    }
  }

  @Test func `names inputs with their units`() throws {
    let text = try table(try write(DesignRequest(method: "samples", runs: 64)))
    #expect(
      text.header == [
        "design", "run", "replicate", "ads (ad)", "price[base] (EUR/ad/month)",
        "price[top] (EUR/ad/month)", "mix[base] (1)", "mix[top] (1)", "fee (kEUR/ad/month)",
        "trend (1)", "revenue#1 (1)",
      ]
    )
    // The fee is drawn in the unit in which the study gives it: 0.1 to 0.3 kEUR.
    for record in text.records { #expect(try #require(Double(record.fields[8])) < 2) }
  }

  @Test func `is the same whatever was asked beside it`() throws {
    let first = try write(DesignRequest(method: "sobol", runs: 2_000))
    let second = try write(DesignRequest(method: "sobol", runs: 2_000, seed: 7), "e.csv")
    let other = try write(DesignRequest(method: "sobol", runs: 2_000, seed: 8), "f.csv")
    #expect(try table(first).records == table(second).records)
    #expect(try table(first).records != table(other).records)
  }

  @Test func `of one quantity moves its inputs only`() throws {
    let path = try write(DesignRequest(method: "samples", runs: 64, quantity: "fee"))
    #expect(try table(path).header == ["design", "run", "replicate", "fee (kEUR/ad/month)"])
  }

  @Test(arguments: DesignPlan.Kind.allCases, SamplingMethod.allCases)
  func `never has more runs than wanted, and wastes few`(
    kind: DesignPlan.Kind,
    sampling: SamplingMethod
  ) throws {
    for factors in [1, 2, 7, 30] {
      let least = DesignPlan.leastRuns(kind, factors: factors)
      for runs in [least, least + 1, 2 * least - 1, 5_000, 12_345, 99_999] where runs >= least {
        let plan = try DesignPlan(
          kind,
          sampling: sampling,
          size: .runs(runs),
          factors: factors,
          seed: 1
        )
        let each = DesignPlan.runsPerPoint(kind, factors: factors)
        let total = plan.points * plan.replicates * each
        // At most one replicate is left over, or two where there would be 31.
        #expect(total <= runs && runs - total < 2 * plan.points * each + 16 * each)
        #expect(plan.replicates >= RunDesign.leastReplicates(kind))
      }
      #expect(throws: WorkbenchError.self) {
        try DesignPlan(kind, sampling: sampling, size: .runs(least - 1), factors: factors, seed: 1)
      }
    }
  }

  // MARK: What is missing

  @Test func `of which the last replicates were not run is analysed without them`() throws {
    let design = try write(DesignRequest(method: "sobol", draws: 256))
    let all = try results(design)
    let size = all.count / 16
    // Ten replicates and a half came back.
    let part = all.enumerated().map { $0.offset < 10 * size + size / 2 ? $0.element : nil }
    let fields = try analyse(design, try write(results: part, of: design))
    let runs = try #require(fields["runs"] as? [String: Any])
    #expect(runs["replicates"] as? Int == 10)
    #expect(runs["analysed"] as? Int == 10 * size)
    #expect(runs["afterLastReplicateWithResult"] as? Int == size / 2)
    #expect(runs["missing"] as? Int == 0)
    let eight = all.enumerated().map { $0.offset < 7 * size ? $0.element : nil }
    let error = #expect(throws: WorkbenchError.self) {
      try analyse(design, try write(results: eight, of: design))
    }
    #expect(error?.description.contains("needs at least 8, the runs 1 to \(8 * size)") == true)
  }

  @Test(arguments: ["sobol", "morris", "samples"])
  func `without a few runs is near the whole`(method: String) throws {
    let design = try write(DesignRequest(method: method, runs: 12_000))
    let all = try results(design)
    let whole = try estimates(try analyse(design, try write(results: all, of: design)))
    let part = all.enumerated().map { $0.offset % 50 == 7 ? nil : $0.element }
    let fields = try analyse(design, try write(results: part, of: design))
    let count = part.count { $0 == nil }
    #expect((fields["runs"] as? [String: Any])?["missing"] as? Int == count)
    #expect(fields["undefinedRuns"] as? Int == count)
    let key = ["sobol": "total", "morris": "meanAbsolute", "samples": "first"][method] ?? ""
    for (input, own) in try estimates(fields) {
      // The intervals of all runs and of 98 % of them have a point in common.
      let (low, high) = (try #require(own["\(key) low"]), try #require(own["\(key) high"]))
      let all = try #require(whole[input])
      #expect(low <= all["\(key) high"] ?? .nan && high >= all["\(key) low"] ?? .nan, "\(input)")
    }
  }

  @Test func `without too many runs is refused with the counts`() throws {
    let design = try write(DesignRequest(method: "morris", runs: 2_000))
    let part = try results(design).enumerated().map { $0.offset % 10 == 3 ? nil : $0.element }
    let error = #expect(throws: WorkbenchError.self) {
      try analyse(design, try write(results: part, of: design))
    }
    #expect(error?.exitStatus == 2)
    #expect(error?.description.contains("have no row. morris leaves out at most 5 %") == true)
  }

  // MARK: Refusals

  @Test func `with correlated inputs is made of samples only`() throws {
    let path = try scratch.write(
      "c.md",
      "```ampleur\na = normal(1, 1)\nb = normal(1, 1)\ny = a + b\ncorrelate a, b: 0.9\n```\n"
    )
    let loaded = try LoadedStudy(path: path, dataFolder: Scratch.datasets)
    for method in ["sobol", "morris"] {
      let error = #expect(throws: WorkbenchError.self) {
        try loaded.design(DesignRequest(method: method, runs: 4_000), at: "x.csv")
      }
      #expect(error?.description.contains("Use --method samples") == true)
    }
    let design = try loaded.design(DesignRequest(method: "samples", runs: 4_000), at: "x.csv")
    let text = try DelimitedText(Array(design.files[0].text.utf8), file: "x.csv")
    let difference = try text.records.map {
      try #require(Double($0.fields[3])) - #require(Double($0.fields[4]))
    }
    // Var(a - b) = 2 (1 - r) with r = 2 sin(0.9 pi / 6) = 0.908: 0.184; 2 without correlation.
    let variance = difference.reduce(0) { $0 + $1 * $1 } / Double(difference.count)
    #expect(abs(variance - 0.184) < 0.01)
  }

  @Test func `too small for its method is refused before it is run`() throws {
    let error = #expect(throws: WorkbenchError.self) {
      try loaded().design(DesignRequest(method: "pawn", runs: 100), at: "x.csv")
    }
    #expect(error?.description.hasPrefix("100 runs are too few for pawn: ") == true)
  }

  @Test func `accounts for the runs in French`() throws {
    let french = try scratch.write(
      "s.md",
      "---\nlang: fr\nseed: 7\n---\n\n```ampleur\n\(Self.lines)\n```\n"
    )
    #expect(french == study)
    let design = try write(DesignRequest(method: "morris", runs: 2_000))
    let part = try results(design).enumerated().map { $0.offset % 40 == 3 ? nil : $0.element }
    let answer = try RunsAnalysis.answer(
      study: study,
      RunsRequest(design: design, results: try write(results: part, of: design)),
      dataFolder: Scratch.datasets
    )
    let text = ProseReader.plain(answer.text)
    #expect(text.contains("sont revenues avec un nombre."))
    #expect(text.contains("n'ont pas de ligne."))
    #expect(!text.contains("runs"))
  }
}
