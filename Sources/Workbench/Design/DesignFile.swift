import Tables

/// A design as delimited text.
enum DesignFile {
  /// The column that says which design a row belongs to.
  static let mark = "design"
  /// The column that says which run a row is.
  static let run = "run"
  /// The column of the replicate.
  static let replicate = "replicate"

  /// The text: a header, then one row a run.
  static func text(_ design: RunDesign) -> String {
    var writer = DelimitedWriter(header: [mark, run, replicate] + design.columns.map(\.header))
    for place in 0..<design.runs {
      writer.append(
        [
          .text(design.mark), .integer(place + 1),
          .integer(place / design.runsPerReplicate + 1),
        ] + design.columns.map { .number($0.values[place]) }
      )
    }
    return writer.text
  }
}
