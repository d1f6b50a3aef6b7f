/// The words around a chart, already in the reader's language.
public struct ChartCaption: Sendable, Hashable {
  /// Printed above the chart and read out as its name.
  public var title: String
  /// What the chart shows, for a reader who does not see it.
  public var description: String
  /// Printed small below the chart, such as a source; may be empty.
  public var note: String

  /// The words around a chart.
  ///
  /// - Parameters:
  ///   - title: Printed above the chart; may be empty.
  ///   - description: What the chart shows, in a sentence or two.
  ///   - note: Printed small below the chart; may be empty.
  public init(title: String, description: String, note: String = "") {
    self.title = title
    self.description = description
    self.note = note
  }
}
