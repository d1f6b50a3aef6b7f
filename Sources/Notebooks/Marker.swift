/// The comments between which generated parts stand.
enum Marker {
  static let open = "<!-- ampleur:output -->"
  static let close = "<!-- /ampleur:output -->"
  /// Stands before a value that begins its line.
  static let lineStart = "<wbr>"
  static let valueOpen = "<!--="
  static let commentEnd = "-->"
  static let valueClose = "<!--/-->"
}
