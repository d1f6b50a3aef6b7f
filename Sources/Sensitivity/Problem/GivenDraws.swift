import NumericCore
import Uncertainty

/// Draws of inputs and of one output that a method analyses as they are.
///
/// What given-data methods need: no design, only draws, in independent replicates of which the
/// spread gives the intervals. Draws in which the output is not a finite number are left out and
/// counted.
public struct GivenDraws: Sendable {
  /// One column of input values: a univariate input, or one share of a Dirichlet input.
  public struct Column: Sendable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The input's name.
    public let input: String
    /// The share, counted from 0; `nil` for a univariate input.
    public let component: Int?
    /// The values, replicate after replicate, in the input's unit.
    public let values: [Double]

    /// Makes a column.
    ///
    /// - Parameters:
    ///   - label: The name by which results call it, such as `price` or `mix[top]`.
    ///   - input: The input's name; the shares of one Dirichlet input have the same.
    ///   - component: The share, counted from 0; `nil` for a univariate input.
    ///   - values: The values, replicate after replicate, in the input's unit.
    public init(label: String, input: String, component: Int?, values: [Double]) {
      self.label = label
      self.input = input
      self.component = component
      self.values = values
    }
  }

  /// The name of the output.
  public let output: String
  /// The inputs' columns.
  public let columns: [Column]
  /// The output in the same draws.
  public let values: [Double]
  /// The draws of each replicate.
  public let ranges: [Range<Int>]
  /// The number of draws left out because the output is undefined or infinite there.
  public let undefinedRuns: Int

  /// The number of draws kept.
  public var count: Int { values.count }
  /// The number of independent replicates.
  public var replicates: Int { ranges.count }

  /// The place of a column, `nil` where there is none of that label.
  ///
  /// - Parameter label: The input's name, or that of a share such as `mix[top]`.
  public func index(labelled label: String) -> Int? { columns.firstIndex { $0.label == label } }

  // MARK: Making

  /// Takes the draws of a simulation.
  ///
  /// - Parameters:
  ///   - samples: Draws with the inputs kept.
  ///   - output: The name of the output.
  /// - Throws: `SensitivityError` when there is no such output, the inputs were not kept, or more
  ///   than 5 % of the draws are undefined.
  public init(samples: SampleSet, output: String) throws(SensitivityError) {
    try self.init(samples: samples, output: output) { () throws(SensitivityError) in [:] }
  }

  /// Takes the draws of a simulation, with other columns for some inputs.
  ///
  /// - Parameters:
  ///   - samples: Draws with the inputs kept.
  ///   - output: The name of the output.
  ///   - instead: Values by the names of inputs, replicate after replicate; asked for once the
  ///     draws are known to serve.
  init(
    samples: SampleSet,
    output: String,
    instead: () throws(SensitivityError) -> [String: [Double]]
  ) throws(SensitivityError) {
    guard let place = samples.outputIndex(named: output) else {
      throw .unknownOutput(name: output)
    }
    guard samples.keepsInputs else {
      throw .invalidSetting(
        name: "SimulationSettings.keepsInputs",
        requirement: "true for methods that analyse given draws",
        value: "false"
      )
    }
    let others = try instead()
    var columns: [Column] = []
    for (index, input) in samples.inputs.enumerated() {
      for component in 0..<input.componentCount where !input.coordinates.isEmpty {
        columns.append(
          Column(
            label: input.label(of: component),
            input: input.name,
            component: input.kind == .dirichlet ? component : nil,
            values: others[input.name]
              ?? samples.withInputValues(of: index, component: component) { Array($0) }
          )
        )
      }
    }
    try self.init(
      all: columns,
      values: samples.values(of: place),
      output: output,
      replicates: samples.replicates
    )
  }

  /// Takes columns of numbers.
  ///
  /// - Parameters:
  ///   - columns: The inputs with their values, all of the length of `values`.
  ///   - values: The output in the same draws.
  ///   - output: The name of the output.
  ///   - replicates: In how many equal consecutive parts the draws are taken as independent
  ///     replicates, at least 2; draws left over go to the last.
  /// - Throws: `SensitivityError` when lengths differ, there are fewer than 2 draws a replicate, or
  ///   more than 5 % of the draws are undefined.
  public init(
    columns: [(name: String, values: [Double])],
    values: [Double],
    output: String,
    replicates: Int = 16
  ) throws(SensitivityError) {
    for column in columns where column.values.count != values.count {
      throw .invalidSetting(
        name: "The column \"\(column.name)\"",
        requirement: "as long as the output, \(values.count)",
        value: "\(column.values.count)"
      )
    }
    try self.init(
      all: columns.map {
        Column(label: $0.name, input: $0.name, component: nil, values: $0.values)
      },
      values: values,
      output: output,
      replicates: replicates
    )
  }

  /// Takes columns that say which of them are shares of one input.
  ///
  /// - Parameters:
  ///   - columns: The inputs with their values, all of the length of `values`.
  ///   - values: The output in the same draws; NaN where a run failed.
  ///   - output: The name of the output.
  ///   - replicates: As in the other initialiser.
  /// - Throws: As the other initialiser.
  public init(
    columns: [Column],
    values: [Double],
    output: String,
    replicates: Int
  ) throws(SensitivityError) {
    for column in columns where column.values.count != values.count {
      throw .invalidSetting(
        name: "The column \"\(column.label)\"",
        requirement: "as long as the output, \(values.count)",
        value: "\(column.values.count)"
      )
    }
    try self.init(all: columns, values: values, output: output, replicates: replicates)
  }

  private init(
    all: [Column],
    values: [Double],
    output: String,
    replicates: Int
  ) throws(SensitivityError) {
    guard replicates >= 2 && values.count >= 2 * replicates else {
      throw .invalidSetting(
        name: "The number of replicates",
        requirement: "at least 2, with at least 2 draws each",
        value: "\(replicates) of \(values.count) draws"
      )
    }
    let length = values.count / replicates
    var kept: [Int] = []
    kept.reserveCapacity(values.count)
    var ranges: [Range<Int>] = []
    for replicate in 0..<replicates {
      let start = kept.count
      let end = replicate == replicates - 1 ? values.count : (replicate + 1) * length
      for draw in (replicate * length)..<end where values[draw].isFinite { kept.append(draw) }
      ranges.append(start..<kept.count)
    }
    let undefined = values.count - kept.count
    try UndefinedRuns.check(undefined, of: values.count, method: "an analysis of given draws")
    guard ranges.allSatisfy({ $0.count >= 2 }) else {
      throw .undefinedRuns(
        count: undefined,
        total: values.count,
        method: "an analysis of given draws"
      )
    }
    self.output = output
    self.ranges = ranges
    undefinedRuns = undefined
    if kept.count == values.count {
      columns = all
      self.values = values
    } else {
      columns = all.map { column in
        Column(
          label: column.label,
          input: column.input,
          component: column.component,
          values: kept.map { column.values[$0] }
        )
      }
      self.values = kept.map { values[$0] }
    }
  }

  /// The same draws with the columns of some inputs.
  ///
  /// - Parameter inputs: The names of the inputs.
  public func keeping(inputs: Set<String>) -> GivenDraws {
    GivenDraws(self, columns: columns.filter { inputs.contains($0.input) })
  }

  private init(_ other: GivenDraws, columns: [Column]) {
    output = other.output
    self.columns = columns
    values = other.values
    ranges = other.ranges
    undefinedRuns = other.undefinedRuns
  }

  /// The output with a column of each replicate, for work by replicate.
  func replicate(_ replicate: Int, of column: [Double]) -> [Double] {
    Array(column[ranges[replicate]])
  }
}
