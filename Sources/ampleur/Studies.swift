import ArgumentParser
import Workbench

/// The studies of one call, one after another.
enum Studies {
  /// Does the same with each study: one that fails does not keep the others from their turn.
  ///
  /// - Parameters:
  ///   - paths: The studies.
  ///   - listing: Whether the results of several are printed as one list of JSON.
  ///   - body: Handles a study and prints its result; gives whether all is in order with it.
  /// - Throws: `ExitCode` with the worst status.
  static func each(
    _ paths: [String],
    listing: Bool,
    _ body: (_ path: String, _ print: (String) -> Void) throws -> Bool
  ) throws {
    let isList = listing && paths.count > 1
    var worst: Int32 = 0
    var values: [String] = []
    for path in paths {
      var failure: (sentence: String, status: Int32)?
      do {
        try Terminal.run(failed: { failure = ($0, $1) }) {
          let holds = try body(path) { text in
            if isList { values.append(text) } else { Terminal.result(text) }
          }
          if !holds { worst = max(worst, 1) }
        }
      } catch let code as ExitCode {
        worst = max(worst, code.rawValue)
        if isList, let failure {
          values.append(
            JSONList.failure(study: path, error: failure.sentence, status: failure.status)
          )
        }
        // Who stops one study stops them all.
        if code.rawValue == 130 { break }
      }
    }
    if isList { Terminal.result(JSONList.text(values)) }
    if worst != 0 { throw ExitCode(worst) }
  }
}
