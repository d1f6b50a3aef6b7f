/// A part of a document that stands on its own lines.
public indirect enum Block: Sendable, Hashable {
  /// A heading; levels outside 1 to 6 are brought to the nearest end.
  case heading(level: Int, [Inline])
  /// A paragraph.
  case paragraph([Inline])
  /// Markdown passed through as it is: the prose of a study.
  case markdown(String)
  /// A fenced block of program text, with its info word (may be empty).
  case code(String, info: String)
  /// A table.
  case table(ReportTable)
  /// A figure.
  case figure(Figure)
  /// A list, numbered from 1 when ordered; each item holds blocks.
  case list(ordered: Bool, items: [[Block]])
  /// A quotation.
  case quote([Block])
  /// A quotation that opens with a strong label, such as "Note".
  case admonition(label: String, [Block])
  /// An HTML comment, such as a marker for a program.
  case comment(String)
}

extension Block {
  /// A paragraph of plain text.
  public static func paragraph(_ text: String) -> Block { .paragraph([.text(text)]) }

  /// A heading of plain text.
  public static func heading(_ level: Int, _ text: String) -> Block {
    .heading(level: level, [.text(text)])
  }

  /// A list whose items are one paragraph each.
  public static func list(ordered: Bool = false, _ items: [[Inline]]) -> Block {
    .list(ordered: ordered, items: items.map { [.paragraph($0)] })
  }
}
