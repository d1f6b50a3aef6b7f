import Reporting

/// What an analysis says: blocks for a report or a terminal, and fields for JSON.
struct AnalysisOutcome {
  var blocks: [Block]
  var fields: [String: JSONValue]
}
