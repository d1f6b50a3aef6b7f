/// A picture of a document: its text as SVG and where it is written.
public struct Figure: Sendable, Hashable {
  /// The SVG text.
  ///
  /// The renderer does not print it: the caller writes it to `fileName`.
  public var svg: String
  /// The path relative to the document, such as `figures/revenue.svg`.
  public var fileName: String
  /// What the picture shows, for a reader who does not see it.
  public var alternativeText: String
  /// Printed below the picture; may be empty.
  public var caption: [Inline]

  /// A figure.
  ///
  /// - Parameters:
  ///   - svg: The SVG text.
  ///   - fileName: The path relative to the document.
  ///   - alternativeText: What the picture shows, in a sentence.
  ///   - caption: Printed below the picture; may be empty.
  public init(svg: String, fileName: String, alternativeText: String, caption: [Inline] = []) {
    self.svg = svg
    self.fileName = fileName
    self.alternativeText = alternativeText
    self.caption = caption
  }

  /// A figure that shows a chart; the chart's description is the alternative text.
  ///
  /// - Parameters:
  ///   - chart: What to draw.
  ///   - fileName: The path relative to the document.
  ///   - caption: Printed below the picture; may be empty.
  public init(_ chart: some Chart, fileName: String, caption: [Inline] = []) {
    let text = chart.caption
    self.init(
      svg: chart.svg(),
      fileName: fileName,
      alternativeText: text.description.isEmpty ? text.title : text.description,
      caption: caption
    )
  }
}
