import Foundation
import Sensitivity
import StudyLanguage
import Tables
import Uncertainty

/// What a design is asked to be.
public struct DesignRequest: Sendable {
  /// `sobol`, `morris`, `samples`, or a method that analyses samples.
  public var method: String
  /// The most runs of the model.
  public var runs: Int?
  /// The draws, as `ampleur sensitivity` counts them.
  public var draws: Int?
  /// The seed; `nil` for the study's own, else ``RunSettings/defaultSeed``.
  public var seed: UInt64?
  /// Whether plain samples are pseudorandom instead of low-discrepancy points.
  public var isMonteCarlo: Bool
  /// The quantity whose inputs are moved; `nil` for all inputs of the study.
  public var quantity: String?

  /// Makes a request.
  public init(
    method: String,
    runs: Int? = nil,
    draws: Int? = nil,
    seed: UInt64? = nil,
    isMonteCarlo: Bool = false,
    quantity: String? = nil
  ) {
    self.method = method
    self.runs = runs
    self.draws = draws
    self.seed = seed
    self.isMonteCarlo = isMonteCarlo
    self.quantity = quantity
  }
}

/// A design as files, with a sentence on what it holds.
public struct WrittenDesign: Sendable {
  /// The design and its description, by path.
  public let files: [(path: String, text: String)]
  /// What was written and what to do next.
  public let message: String
}

extension LoadedStudy {
  /// Writes the runs of a model that is run elsewhere.
  ///
  /// - Parameters:
  ///   - request: Method, size, seed and quantity.
  ///   - path: Where the design goes; its description goes to the same name with `.json` added.
  /// - Throws: `WorkbenchError` for a method without a design, a size out of range, correlated inputs
  ///   where the method cannot take them, and a file that is there already.
  public func design(
    _ request: DesignRequest,
    at path: String
  ) throws(WorkbenchError) -> WrittenDesign {
    let (kind, analysis) = try Self.kind(request)
    let size: DesignPlan.Size
    switch (request.runs, request.draws) {
    case (let runs?, nil): size = .runs(runs)
    case (nil, let draws?): size = .draws(draws)
    default:
      throw .usage(
        "A design needs its size: --runs 2000 for at most 2000 runs of your model, or --draws with"
          + " the number that `ampleur sensitivity` takes. Give one of the two."
      )
    }
    let scope = try DesignScope(self, quantity: request.quantity)
    let plan = try DesignPlan(
      kind,
      sampling: request.isMonteCarlo ? .pseudo : .quasi,
      size: size,
      factors: scope.factorCount,
      seed: request.seed ?? study.document.frontMatter.seed ?? RunSettings.defaultSeed
    )
    let design = try RunDesign(scope, plan)
    try Self.checkSize(design, analysis)
    let description = try self.description(design, analysis: analysis)
    let files = [
      (path, DesignFile.text(design)),
      (DesignDescription.path(of: path), try JSONText.of(description)),
    ]
    for (name, text) in files where OrdinaryFile.exists(name) {
      try protected.refuse(name)
      guard let bytes = try? InputFile.bytes(name), bytes == Array(text.utf8) else {
        throw .cannotRun(
          "\(name): a file of this name exists and may hold results; nothing was written. Give"
            + " another name, or remove it."
        )
      }
    }
    return WrittenDesign(files: files, message: Self.message(design, analysis.name, path))
  }

  private static func kind(
    _ request: DesignRequest
  ) throws(WorkbenchError) -> (DesignPlan.Kind, SensitivityMethod) {
    let samples = RunDesign.methods(.samples)
    let names = DesignPlan.Kind.allCases.map(\.rawValue)
    let kind: DesignPlan.Kind
    let analysis: SensitivityMethod?
    if let own = DesignPlan.Kind(rawValue: request.method) {
      kind = own
      analysis = RunDesign.methods(own).first
    } else {
      kind = .samples
      analysis = samples.first { $0.name == request.method }
    }
    guard let analysis else {
      let all = names + samples.map(\.name)
      let near = NearestQuantity.suggestion(request.method, all)
      let start =
        SensitivityMethod.named(request.method) == nil
        ? "There is no method \(request.method)."
        : "There is no design on file for \(request.method): it needs a model that it can run itself."
      throw .usage(
        start + (near.map { " Did you mean \($0)?" } ?? "")
          + " `ampleur design` writes designs for sobol, morris and samples; samples serve"
          + " \(samples.map(\.name).joined(separator: ", "))."
      )
    }
    guard kind == .samples || !request.isMonteCarlo else {
      throw .usage(
        "--sampling monte-carlo is for --method samples; \(request.method) lays out its own points."
      )
    }
    return (kind, analysis)
  }

  /// Tries the analysis on made-up results, so that too few runs are told before they are made.
  private static func checkSize(
    _ design: RunDesign,
    _ analysis: SensitivityMethod
  ) throws(WorkbenchError) {
    guard design.plan.kind == .samples, design.runs <= 5_000,
      let results = design.columns.first(where: \.varies)?.values
    else { return }
    do {
      _ = try design.indices(
        analysis,
        outputs: results,
        name: "result",
        replicates: design.plan.replicates
      )
    } catch SensitivityError.invalidSetting(let name, let requirement, let value) {
      throw .usage(
        "\(design.runs) runs are too few for \(analysis.name): \(name.lowercasedFirst) needs to be"
          + " \(requirement); got \(value). Ask for more by --runs."
      )
    } catch {
      // Made-up results may not suit the method; the real ones decide.
    }
  }

  private func description(
    _ design: RunDesign,
    analysis: SensitivityMethod
  ) throws(WorkbenchError) -> DesignDescription {
    let plan = design.plan
    let own: [DesignDescription.Column] = [
      .init(name: DesignFile.mark, meaning: "the mark of this design"),
      .init(name: DesignFile.run, meaning: "the number of the run, from 1: results need it"),
      .init(
        name: DesignFile.replicate,
        meaning: "the independent part of the design, from 1; intervals come from their spread"
      ),
    ]
    return DesignDescription(
      version: AmpleurVersion.current,
      design: design.mark,
      study: .init(
        title: study.document.frontMatter.title.text(in: language) ?? path,
        file: PathName.last(of: path),
        sha256: checksum
      ),
      method: plan.kind.rawValue,
      analysis: analysis.name,
      seed: plan.seed,
      sampling: plan.kind == .samples ? DesignDescription.name(plan.sampling) : nil,
      pointsPerReplicate: plan.points,
      replicates: plan.replicates,
      runs: design.runs,
      of: design.quantity,
      columns: own
        + design.columns.map {
          .init(
            name: $0.header,
            meaning: $0.meaning,
            input: $0.input,
            unit: $0.unit,
            definition: $0.definition
          )
        }
    )
  }

  /// The checksum of the study's file.
  var checksum: String { SHA256.hexadecimal(of: bytes) }

  private static func message(_ design: RunDesign, _ analysis: String, _ path: String) -> String {
    let plan = design.plan
    let inputs = design.inputs == 1 ? "1 input" : "\(design.inputs) inputs"
    let points =
      plan.kind == .samples ? ", \(DesignDescription.name(plan.sampling)) points" : ""
    return "\(path): \(design.runs) runs of \(inputs) in \(plan.replicates) replicates for"
      + " \(plan.kind.rawValue)\(points), seed \(plan.seed).\n"
      + "\(DesignDescription.path(of: path)): what `ampleur analyse` needs to know; keep the two"
      + " together.\n"
      + "Run your model once for every row. `ampleur analyse` (method \(analysis)) takes a table with"
      + " the columns design, run and a result; a failed run is an empty field, NA, NaN or failed.\n"
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
