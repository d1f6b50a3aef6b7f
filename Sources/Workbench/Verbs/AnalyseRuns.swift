import Reporting
import Sensitivity
import StudyLanguage
import Tables
import Uncertainty

/// Results of a design's runs, and how they are to be analysed.
public struct RunsRequest: Sendable {
  /// The design as `ampleur design` wrote it; its description lies beside it.
  public var design: String
  /// The file of results; `nil` where they stand in a column of the design.
  public var results: String?
  /// The column of results; `nil` where there is only one.
  public var output: String?
  /// The method; `nil` for the one that the design was written for.
  public var method: String?
  /// What a point in the results means; `nil` to ask where that is not clear.
  public var point: PointMeaning?

  /// Makes a request.
  public init(
    design: String,
    results: String? = nil,
    output: String? = nil,
    method: String? = nil,
    point: PointMeaning? = nil
  ) {
    self.point = point
    self.design = design
    self.results = results
    self.output = output
    self.method = method
  }
}

/// The analysis of runs that were made elsewhere.
public enum RunsAnalysis {
  /// Reads results back and analyses them.
  ///
  /// - Parameters:
  ///   - study: The path of the study.
  ///   - request: The files, the column and the method.
  ///   - dataFolder: The folder of data sets; `nil` to look for one.
  ///   - trust: Whether the study may read files outside its folder.
  /// - Throws: `WorkbenchError` with file, line and column for a table that is not what the design
  ///   asks for, and with the reason where the runs that are left say too little.
  public static func answer(
    study: String,
    _ request: RunsRequest,
    dataFolder: String? = nil,
    trust: Bool = false
  ) throws(WorkbenchError) -> AnalysisAnswer {
    let description = try DesignDescription.read(for: request.design)
    let descriptionPath = DesignDescription.path(of: request.design)
    let plan = try description.plan(descriptionPath)
    let inquiry = try Inquiry(
      path: study,
      dataFolder: dataFolder,
      trust: trust,
      settings: RunSettings(seed: plan.seed)
    )
    let hint = try Self.hint(inquiry.loaded, description, descriptionPath)
    let design = try Self.design(inquiry.loaded, description, plan, hint)
    let method = try Self.method(request.method ?? description.analysis, plan.kind)

    let written = try RunTable(request.design, design, mark: description.design)
    var rounded = try written.check(design, needsAll: true, hint: hint)
    var table = written
    if let path = request.results {
      guard written.runs.count == design.runs else {
        throw .cannotRun(
          "\(request.design): the design has \(design.runs) runs and this file \(written.runs.count)"
            + " rows. Put the whole design back; rows may be missing in the results only."
        )
      }
      table = try RunTable(path, design, mark: description.design)
      rounded += try table.check(design, needsAll: false, hint: hint)
    }
    let results = try RunResults(table, column: request.output, design, point: request.point)
    let analyses = Analyses(labels: inquiry.labels, settings: inquiry.settings)
    let account = RunAccount(results, design, table, rounded: rounded)
    let indices = try Self.indices(method, design, results, account, table.file)
    var outcome = analyses.outcome(
      method,
      indices,
      title: results.output,
      output: results.output,
      account: account.sentences(analyses.words)
    )
    outcome.fields["evaluations"] = .integer(results.values.count)
    outcome.fields["runs"] = account.json
    outcome.fields["design"] = .text(description.design)
    var answer = try inquiry.answer(outcome.blocks, outcome.fields, title: results.output)
    answer.protected.protect(request.design, as: "the design \(request.design)")
    answer.protected.protect(descriptionPath, as: "the description of the design")
    if let path = request.results { answer.protected.protect(path, as: "the results \(path)") }
    return answer
  }

  // MARK: Parts

  /// The indices; what the engine refuses is told in terms of the table.
  private static func indices(
    _ method: SensitivityMethod,
    _ design: RunDesign,
    _ results: RunResults,
    _ account: RunAccount,
    _ file: String
  ) throws(WorkbenchError) -> IndexTable {
    do {
      return try design.indices(
        method,
        outputs: results.values,
        name: results.output,
        replicates: results.replicates
      )
    } catch SensitivityError.tooManyUndefinedRuns, SensitivityError.undefinedRuns {
      throw .cannotRun(
        "\(file): \(account.counts(Wording(language: .en))) \(method.name) leaves out at most 5 %,"
          + " since what is left would describe another question: make the missing runs, or see why"
          + " runs fail."
      )
    } catch SensitivityError.noVariance {
      throw .cannotRun(
        "\(file): column \(results.output) has the same value in all runs: there is nothing to share"
          + " out."
      )
    } catch let error as WorkbenchError {
      throw error
    } catch {
      throw .cannotRun("\(file): \(error)")
    }
  }

  private static func method(
    _ name: String,
    _ kind: DesignPlan.Kind
  ) throws(WorkbenchError) -> SensitivityMethod {
    let methods = RunDesign.methods(kind)
    if let method = methods.first(where: { $0.name == name }) { return method }
    let names = methods.map(\.name)
    let near = NearestQuantity.suggestion(name, names)
    throw .usage(
      "The runs of a design for \(kind.rawValue) cannot be analysed by \(name)."
        + (near.map { " Did you mean \($0)?" } ?? " They serve \(names.joined(separator: ", ")).")
    )
  }

  /// What to do when the design on file is not the one that the study gives.
  private static func hint(
    _ loaded: LoadedStudy,
    _ description: DesignDescription,
    _ path: String
  ) throws(WorkbenchError) -> String {
    if loaded.checksum == description.study.sha256 {
      return description.version == AmpleurVersion.current
        ? "The study is the one that the design was written from: the design was edited, or belongs to"
          + " another \(path). Put the original back."
        : "The design was written by ampleur \(description.version), this is"
          + " \(AmpleurVersion.current): analyse it with that version, or put the original back."
    }
    return "The design was written from \(description.study.file)"
      + " (\"\(RunTable.brief(description.study.title))\"), and this study is another or was changed"
      + " since: give the study as it was, or write the design anew and run the model again."
  }

  private static func design(
    _ loaded: LoadedStudy,
    _ description: DesignDescription,
    _ plan: DesignPlan,
    _ hint: String
  ) throws(WorkbenchError) -> RunDesign {
    let scope: DesignScope
    do throws(WorkbenchError) {
      scope = try DesignScope(loaded, quantity: description.of)
    } catch {
      throw .cannotRun("\(error.description) \(hint)")
    }
    let each = DesignPlan.runsPerPoint(plan.kind, factors: scope.factorCount)
    let named = description.columns.compactMap { $0.input == nil ? nil : $0.name }
    let expected = scope.columns([[Double]](repeating: [], count: scope.componentCount))
      .map(\.header)
    guard named == expected else {
      throw .cannotRun(
        "The design has the inputs \(named.joined(separator: ", ")); the study has"
          + " \(expected.joined(separator: ", ")). \(hint)"
      )
    }
    guard plan.points * plan.replicates * each == description.runs else {
      throw .cannotRun(
        "The design has \(description.runs) runs; \(plan.replicates) replicates of \(plan.points)"
          + " points of this study have \(plan.points * plan.replicates * each). \(hint)"
      )
    }
    return try RunDesign(scope, plan)
  }
}
