/// Summaries of a model's outputs from a run that kept no draws.
///
/// Each has the bits that ``SampleSet/summary(of:probabilities:)`` gives for a run with the same
/// settings.
public struct SampleSummaries: Sendable {
  /// How the run was made.
  public let record: RunRecord
  /// The outputs, as in the model.
  public let outputs: [ModelOutput]
  /// One summary for each output.
  public let summaries: [Summary]
  /// How often each assertion failed.
  public let assertions: [AssertionResult]

  /// The summary of an output, `nil` where there is none of that name.
  ///
  /// - Parameter name: The output's name.
  public func summary(named name: String) -> Summary? {
    outputs.firstIndex { $0.name == name }.map { summaries[$0] }
  }
}

extension Simulation {
  /// Draws and summarises without keeping the draws.
  ///
  /// Moments and counts are taken while a block of draws is in the cache. A pilot, the first draws
  /// of each replicate, says where the quantiles will lie; only draws close to them are kept, from
  /// which the exact order statistics are selected. Where a pilot misses, the draws it missed are
  /// made again. Memory is about a twentieth of that of the draws, less for many.
  ///
  /// - Parameters:
  ///   - probabilities: The quantiles wanted, each from 0 to 1.
  ///   - progress: Called on the calling thread now and then with the part done, from 0 to 1;
  ///     returning `false` stops the run.
  /// - Returns: A summary of each output, the same to the last bit as that of kept draws.
  /// - Throws: As ``run(progress:)``.
  public func summaries(
    probabilities: [Double],
    progress: ((Double) -> Bool)? = nil
  ) throws(SimulationError) -> SampleSummaries {
    Summary.check(probabilities)
    guard settings.totalDraws > SummaryStream.leastDraws else {
      let samples = try run(progress: progress)
      return SampleSummaries(
        record: samples.record,
        outputs: model.outputs,
        summaries: model.outputs.indices.map {
          samples.summary(of: $0, probabilities: probabilities)
        },
        assertions: samples.assertions
      )
    }
    let varying = model.outputs.indices.filter { !model.outputs[$0].isConstant }
    let stream = try SummaryStream(
      model,
      settings: settings,
      outputs: varying,
      probabilities: probabilities
    )
    let (found, assertions) = try stream.run(progress: progress)
    let record = RunRecord(model, settings)
    let place = Dictionary(uniqueKeysWithValues: varying.enumerated().map { ($1, $0) })
    return SampleSummaries(
      record: record,
      outputs: model.outputs,
      summaries: model.outputs.indices.map { index in
        place[index].map { found[$0] }
          ?? Summary(
            constant: model.outputs[index].constantValue ?? .nan,
            draws: record.draws,
            replicates: record.replicates,
            probabilities: probabilities
          )
      },
      assertions: assertions
    )
  }

  /// The memory that ``summaries(probabilities:progress:)`` takes, about, in bytes.
  ///
  /// - Parameter probabilities: The number of quantiles.
  public func summaryBytes(probabilities: Int) -> Double {
    let varying = model.outputs.filter { !$0.isConstant }.count
    guard settings.totalDraws > SummaryStream.leastDraws else {
      return 8 * Double(varying * settings.totalDraws)
    }
    return SummaryStream.bytes(settings, probabilities: probabilities) * Double(varying)
  }
}
