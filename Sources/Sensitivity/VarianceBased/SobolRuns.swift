import Uncertainty

/// The outputs of all runs of a ``SobolDesign``.
public struct SobolRuns: Sendable {
  /// The design that says what each output belongs to.
  public let design: SobolDesign

  /// One column for each row of the design, replicate after replicate.
  let columns: [SampleColumn]

  init(design: SobolDesign, columns: [SampleColumn]) {
    self.design = design
    self.columns = columns
  }

  /// Takes the outputs of a model that was run elsewhere.
  ///
  /// - Parameters:
  ///   - design: The design whose points were run.
  ///   - outputs: One column for each of the design's rows, in order, each with the outputs of the
  ///     first replicate, then those of the second, and so on; NaN where undefined.
  /// - Throws: `SensitivityError.invalidSetting` when the shape is not that of the design.
  public init(design: SobolDesign, outputs: [[Double]]) throws(SensitivityError) {
    let rowCount = 2 * design.problem.factors.count + 2
    guard outputs.count == rowCount && outputs.allSatisfy({ $0.count == design.basePoints }) else {
      throw .invalidSetting(
        name: "Outputs of a Sobol' design",
        requirement: "\(rowCount) columns of \(design.basePoints) numbers",
        value: "\(outputs.count) columns of \(outputs.first?.count ?? 0)"
      )
    }
    self.design = design
    columns = outputs.map { SampleColumn($0) }
  }

  /// The outputs of one row, replicate after replicate.
  ///
  /// - Parameter row: A place in the design's rows.
  public func values(row: Int) -> [Double] { columns[row].copy }
}
