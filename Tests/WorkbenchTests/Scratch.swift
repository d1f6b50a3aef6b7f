import Foundation
import Workbench

/// A folder of its own for one test; it is removed when the value goes away.
final class Scratch: Sendable {
  /// The path of the folder.
  let path: String

  /// The folder of the repository, three above this file.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The folder of shipped data sets.
  static let datasets = repository + "/datasets"

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("workbench-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a text file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, bytes: Array(text.utf8))
  }

  /// Writes bytes and returns the path.
  @discardableResult
  func write(_ name: String, bytes: [UInt8]) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
    return file.path
  }

  /// The text of a file.
  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// Whether a file exists.
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// Evaluates a study; with few draws where the test does not say how many.
  ///
  /// - Parameters:
  ///   - text: The whole study.
  ///   - name: The name of its file.
  ///   - draws: The number of draws asked for.
  ///   - seed: The seed; `nil` for the study's own.
  func evaluate(
    _ text: String,
    name: String = "s.md",
    draws: Int = 1_024,
    seed: UInt64? = nil
  ) throws -> Evaluation {
    try Evaluation(
      path: write(name, text),
      dataFolder: Self.datasets,
      settings: RunSettings(draws: draws, seed: seed, threads: 1)
    )
  }

  /// Evaluates some lines of model.
  func model(_ lines: String, draws: Int = 1_024) throws -> Evaluation {
    try evaluate("```ampleur\n" + lines + "\n```\n", draws: draws)
  }
}
