import Yams

extension SourceItem {
  /// Reads one entry of a CSL-YAML list; nil is an entry that is not a mapping with an id.
  ///
  /// Dates may be plain (`2016-11`) or CSL date parts; authors may be literal or in parts.
  init?(_ node: Node) {
    guard let id = node["id"]?.scalarText, !id.isEmpty else { return nil }
    self.id = id
    type = node["type"]?.scalarText ?? ""
    title = node["title"]?.scalarText ?? ""
    publisher = node["publisher"]?.scalarText ?? node["container-title"]?.scalarText ?? ""
    url = node["URL"]?.scalarText ?? node["url"]?.scalarText ?? ""
    note = node["note"]?.scalarText ?? ""
    formerKeys = (node["custom"]?["former-keys"]?.sequence.map { Array($0) } ?? [])
      .compactMap(\.scalarText)
    issued = node["issued"].flatMap(Self.date)
    accessed = node["accessed"].flatMap(Self.date)
    authors = (node["author"]?.sequence.map { Array($0) } ?? []).compactMap(Self.name)
  }

  private static func date(_ node: Node) -> String? {
    if let text = node.scalarText, !text.isEmpty { return text }
    let parts = node["date-parts"]?[0] ?? (node.sequence?.first ?? node)
    let year = parts["year"]?.scalarText ?? parts[0]?.scalarText
    guard let year else { return nil }
    let rest = [parts["month"] ?? parts[1], parts["day"] ?? parts[2]]
    return rest.reduce(into: year) { text, part in
      guard let digits = part?.scalarText else { return }
      text += "-" + (digits.count == 1 ? "0" : "") + digits
    }
  }

  private static func name(_ node: Node) -> String? {
    if let text = node.scalarText ?? node["literal"]?.scalarText { return text }
    let parts = [node["given"]?.scalarText, node["family"]?.scalarText].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

extension Node {
  /// The text of a scalar as it is written, whatever type YAML would give it.
  fileprivate var scalarText: String? { scalar?.string }
}
