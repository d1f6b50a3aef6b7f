import Foundation
import Tables
import Uncertainty

/// The file beside a design that says how it was made, so that it can be made again.
struct DesignDescription: Codable, Equatable {
  /// The study the design was made from.
  struct Study: Codable, Equatable {
    let title: String
    let file: String
    let sha256: String
  }

  /// One column of the design.
  struct Column: Codable, Equatable {
    let name: String
    let meaning: String
    var input: String?
    var unit: String?
    var definition: String?
  }

  /// What kind of file this is.
  var format = Self.currentFormat
  /// The version of the program that wrote it.
  let version: String
  /// The mark that each row of the design carries.
  let design: String
  let study: Study
  let method: String
  /// The method that analyses the results when nobody says.
  let analysis: String
  let seed: UInt64
  /// `quasi` or `monte-carlo` for plain samples.
  let sampling: String?
  let pointsPerReplicate: Int
  let replicates: Int
  let runs: Int
  /// The quantity whose inputs these are; `nil` for all inputs of the study.
  let of: String?
  let columns: [Column]

  static let currentFormat = "ampleur-design-1"

  /// Where the description of a design is.
  static func path(of design: String) -> String { design + ".json" }

  /// The name of a way to choose points, as typed.
  static func name(_ sampling: SamplingMethod) -> String {
    sampling == .quasi ? "quasi" : "monte-carlo"
  }

  /// Reads the description beside a design.
  ///
  /// - Parameter design: The path of the design.
  /// - Throws: `WorkbenchError.cannotRun` for a missing file or another text.
  static func read(for design: String) throws(WorkbenchError) -> DesignDescription {
    let path = path(of: design)
    guard OrdinaryFile.exists(path) else {
      guard OrdinaryFile.exists(design) else {
        throw .cannotRun("\(design): there is no such file.")
      }
      throw .cannotRun(
        "\(path): there is no such file. `ampleur design` wrote it beside the design; it holds the"
          + " method and the seed. Put it back, and keep its name like that of the design."
      )
    }
    let bytes = try InputFile.bytes(path)
    let result: DesignDescription
    do {
      result = try JSONDecoder().decode(DesignDescription.self, from: Data(bytes))
    } catch {
      throw .cannotRun(
        "\(path): this is not the description that `ampleur design` writes (\(reason(error))). Put"
          + " the original back, or write the design anew."
      )
    }
    guard result.format == currentFormat else {
      throw .cannotRun(
        "\(path): the format is \(result.format); this version of ampleur reads \(currentFormat)."
      )
    }
    return result
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "`\(key.stringValue)` is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of another kind"
    default: "it cannot be read as JSON"
    }
  }

  /// The plan of the design.
  ///
  /// - Parameter path: The path of the description, for messages.
  /// - Throws: `WorkbenchError.cannotRun` for a method or numbers that no design has.
  func plan(_ path: String) throws(WorkbenchError) -> DesignPlan {
    guard let kind = DesignPlan.Kind(rawValue: method) else {
      throw .cannotRun("\(path): there is no design for the method \(method).")
    }
    guard pointsPerReplicate >= 1, replicates >= 2, runs >= 1, runs <= DesignPlan.mostRuns,
      pointsPerReplicate <= runs, replicates <= runs
    else {
      throw .cannotRun(
        "\(path): no design has \(replicates) replicates of \(pointsPerReplicate) points and"
          + " \(runs) runs. Put the original file back."
      )
    }
    return DesignPlan(
      kind: kind,
      sampling: sampling == "monte-carlo" ? .pseudo : .quasi,
      points: pointsPerReplicate,
      replicates: replicates,
      seed: seed
    )
  }
}
