/// The colours of the charts: one blue in four strengths, greys and a brick red.
///
/// All stay apart when printed in black and white; the red always comes with a shape of its own.
enum Ink {
  static let text = "#1a1a1a"
  static let axis = "#4d4d4d"
  static let grid = "#e4e4e4"
  static let dark = "#1f3f60"
  static let middle = "#6f8fae"
  static let light = "#c3d2e1"
  static let pale = "#e9eef4"
  static let published = "#9c3b26"
  static let white = "#ffffff"
  /// Not a colour: diagonal lines.
  static let hatch = "hatch"
}
