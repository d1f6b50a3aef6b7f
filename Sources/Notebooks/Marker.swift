/// The comments between which generated parts stand.
enum Marker {
  static let open = "<!-- ampleur:output -->"
  static let close = "<!-- /ampleur:output -->"
  static let valueOpen = "<!--="
  static let commentEnd = "-->"
  static let valueClose = "<!--/-->"
}
