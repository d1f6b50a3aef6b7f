import Sensitivity
import StudyLanguage
import Tables
import Uncertainty

/// The runs of a model that is run elsewhere: which inputs each takes, and what can be made of the
/// outputs.
///
/// Runs are numbered from 1, replicate after replicate, so that work that stops early leaves whole
/// replicates behind.
struct RunDesign: Sendable {
  /// The values of one number that the model takes.
  struct Column: Sendable {
    /// The name in the header: that of the input and its unit, such as `price (EUR/month)`.
    let header: String
    /// The name of the input.
    let input: String
    /// The name with the share, such as `mix[top]`.
    let label: String
    /// The share, counted from 0; `nil` for an input of one number.
    let component: Int?
    /// Whether the analysis asks about it; a lone share is always 1.
    let varies: Bool
    /// The unit as text; `1` for a plain number.
    let unit: String
    /// What it is, in the words of the study.
    let meaning: String
    /// The definition as the study writes it.
    let definition: String
    /// One value a run.
    let values: [Double]
  }

  let plan: DesignPlan
  /// The quantity whose inputs these are; `nil` for all inputs of the study.
  let quantity: String?
  let columns: [Column]
  /// The number of runs in each replicate.
  let runsPerReplicate: Int
  /// A mark that tells designs apart.
  let mark: String

  private let problem: SensitivityProblem?
  private let model: Model

  /// The number of runs.
  var runs: Int { runsPerReplicate * plan.replicates }
  /// The number of inputs.
  var inputs: Int { Set(columns.map(\.input)).count }

  // MARK: Making

  /// Makes the runs that a plan describes.
  ///
  /// - Parameters:
  ///   - scope: The inputs and the quantity they belong to.
  ///   - plan: Which runs.
  /// - Throws: `WorkbenchError` for correlated inputs where the method cannot take them, and what the
  ///   engine refuses.
  init(_ scope: DesignScope, _ plan: DesignPlan) throws(WorkbenchError) {
    self.plan = plan
    quantity = scope.quantity
    model = scope.model
    let values: [[Double]]
    switch plan.kind {
    case .samples:
      problem = nil
      runsPerReplicate = plan.points
      values = try Self.samples(scope, plan)
    case .sobol, .morris:
      let asked = try scope.problem(plan.kind)
      problem = asked
      runsPerReplicate =
        plan.points * DesignPlan.runsPerPoint(plan.kind, factors: asked.factors.count)
      values = try Self.attempt { () throws(SensitivityError) in
        try plan.kind == .sobol
          ? Self.sobol(asked, scope, plan) : Self.morris(asked, scope, plan)
      }
    }
    columns = scope.columns(values)
    mark = Self.mark(columns)
  }

  private static func attempt<Result>(
    _ body: () throws(SensitivityError) -> Result
  ) throws(WorkbenchError) -> Result {
    do throws(SensitivityError) { return try body() } catch { throw .cannotRun("\(error)") }
  }

  private static func sobol(
    _ problem: SensitivityProblem,
    _ scope: DesignScope,
    _ plan: DesignPlan
  ) throws(SensitivityError) -> [[Double]] {
    let design = try SobolDesign(
      problem,
      pointsPerReplicate: plan.points,
      replicates: plan.replicates,
      seed: plan.seed
    )
    let rows = design.rows
    let count = design.runCount
    var values = [[Double]](
      repeating: [Double](repeating: 0, count: count),
      count: scope.componentCount
    )
    for replicate in 0..<plan.replicates {
      for (place, row) in rows.enumerated() {
        let part = try scope.values(cube: design.cube(row, replicate: replicate), plan.points)
        for column in part.indices {
          for point in 0..<plan.points {
            let run = (replicate * plan.points + point) * rows.count + place
            values[column][run] = part[column][point]
          }
        }
      }
    }
    return values
  }

  private static func morris(
    _ problem: SensitivityProblem,
    _ scope: DesignScope,
    _ plan: DesignPlan
  ) throws(SensitivityError) -> [[Double]] {
    let design = try MorrisDesign(
      problem,
      sampling: .radial(points: plan.points, replicates: plan.replicates),
      seed: plan.seed
    )
    return try scope.values(cube: design.cube, design.evaluations)
  }

  private static func samples(
    _ scope: DesignScope,
    _ plan: DesignPlan
  ) throws(WorkbenchError) -> [[Double]] {
    let settings = SimulationSettings(
      draws: plan.points * plan.replicates,
      seed: plan.seed,
      replicates: min(plan.replicates, DesignPlan.usualReplicates),
      method: plan.sampling,
      keepsInputs: true
    )
    guard settings.drawsPerReplicate == plan.points, settings.replicateCount == plan.replicates
    else {
      throw .cannotRun(
        "There are no samples of \(plan.replicates) replicates with \(plan.points) draws each."
      )
    }
    let draws = try StudyResults.draw(scope.model.keeping(outputs: []), settings)
    return scope.inputs.flatMap { input in
      (0..<scope.model.inputs[input].componentCount).map { component in
        draws.withInputValues(of: input, component: component) { Array($0) }
      }
    }
  }

  /// The first digits of the checksum of all names and values, after a letter, so that no program
  /// takes it for a number.
  private static func mark(_ columns: [Column]) -> String {
    var bytes: [UInt8] = []
    for column in columns {
      bytes += Array(column.header.utf8) + [0]
      for value in column.values {
        for shift in stride(from: 0, to: 64, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
        }
      }
    }
    return "d" + SHA256.hexadecimal(of: bytes).prefix(9)
  }

  // MARK: Analysis

  /// The indices that outputs give.
  ///
  /// - Parameters:
  ///   - method: A method for this kind of design; see ``methods``.
  ///   - outputs: One a run of the first replicates, in the order of the runs; NaN where there is
  ///     none.
  ///   - name: The name of the output.
  ///   - replicates: The number of replicates that the outputs belong to.
  /// - Throws: `SensitivityError` when too much is missing or the outputs do not vary.
  func indices(
    _ method: SensitivityMethod,
    outputs: [Double],
    name: String,
    replicates: Int
  ) throws -> IndexTable {
    if let analyse = method.analyse {
      let chances =
        try method.asksOwnChance
        ? model.chances(
          method: plan.sampling,
          seed: plan.seed,
          replicates: plan.replicates,
          drawsPerReplicate: plan.points
        ) : [:]
      let own = columns.filter(\.varies).map { column in
        GivenDraws.Column(
          label: column.label,
          input: column.input,
          component: column.component,
          values: Array((chances[column.input] ?? column.values).prefix(outputs.count))
        )
      }
      return try analyse(
        try GivenDraws(columns: own, values: outputs, output: name, replicates: replicates),
        plan.seed
      )
    }
    guard let problem else { throw WorkbenchError.usage("\(method.name) needs its own design.") }
    switch plan.kind {
    case .morris:
      let design = try MorrisDesign(
        problem,
        sampling: .radial(points: plan.points, replicates: replicates),
        seed: plan.seed
      )
      return SensitivityMethod.table(try MorrisIndices(design, outputs: outputs))
    case .sobol, .samples:
      let design = try SobolDesign(
        problem,
        pointsPerReplicate: plan.points,
        replicates: replicates,
        seed: plan.seed
      )
      let rows = design.rows.count
      let byRow = (0..<rows).map { row in
        stride(from: row, to: outputs.count, by: rows).map { outputs[$0] }
      }
      return SensitivityMethod.table(
        try SobolIndices(try SobolRuns(design: design, outputs: byRow))
      )
    }
  }

  /// The methods that can analyse a kind of design; the first is taken when nobody says.
  static func methods(_ kind: DesignPlan.Kind) -> [SensitivityMethod] {
    switch kind {
    case .sobol, .morris: SensitivityMethod.all.filter { $0.name == kind.rawValue }
    case .samples:
      SensitivityMethod.all.filter { $0.analyse != nil }.sorted { first, _ in
        first.name == "rank"
      }
    }
  }

  /// The fewest replicates from which a kind of design gives intervals.
  static func leastReplicates(_ kind: DesignPlan.Kind) -> Int {
    switch kind {
    case .sobol, .samples: 8
    case .morris: 4
    }
  }
}
