/// A picture of results that draws itself as SVG.
///
/// Every chart is 720 units wide and as high as it needs, carries its text as text with a title and
/// a description, and can be read in black and white. The same values give the same bytes. Values
/// that are not finite are left out.
public protocol Chart: Sendable {
  /// The title, the description and the note.
  var caption: ChartCaption { get }

  /// The chart as a whole SVG file.
  func svg() -> String
}
