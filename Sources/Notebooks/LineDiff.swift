/// The difference of two texts, line by line, as a unified diff.
public enum LineDiff {
  /// A unified diff; empty when the texts are the same.
  ///
  /// A line that differs only in its ending is shown with a visible carriage return.
  ///
  /// - Parameters:
  ///   - old: The text that is there.
  ///   - new: The text that should be there.
  ///   - oldName: The name printed after `---`.
  ///   - newName: The name printed after `+++`.
  ///   - context: How many unchanged lines stand around a change.
  ///   - limit: The largest number of changed lines shown; a last line counts the rest.
  public static func unified(
    _ old: String,
    _ new: String,
    oldName: String = "in the file",
    newName: String = "computed",
    context: Int = 3,
    limit: Int = 200
  ) -> String {
    guard Array(old.utf8) != Array(new.utf8) else { return "" }
    let before = SourceLine.lines(of: old)
    let after = SourceLine.lines(of: new)
    let edits = self.edits(before, after)
    var out = "--- \(oldName)\n+++ \(newName)\n"
    var shown = 0
    var hidden = 0
    for hunk in hunks(edits, context: max(0, context)) {
      let changes = hunk.filter { $0.kind != .same }.count
      if shown > 0, shown + changes > limit {
        hidden += changes
        continue
      }
      shown += changes
      out += header(hunk)
      for edit in hunk { out += edit.kind.rawValue + visible(edit.line) }
    }
    if hidden > 0 { out += "(\(hidden) more changed lines)\n" }
    return out
  }

  private enum Kind: String { case same = " ", removed = "-", added = "+" }

  private struct Edit {
    let kind: Kind
    let line: SourceLine
    /// Lines of either text before this one.
    let oldIndex: Int
    let newIndex: Int
  }

  private static func edits(_ before: [SourceLine], _ after: [SourceLine]) -> [Edit] {
    let head = zip(before, after).prefix { $0 == $1 }.count
    let tail = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let old = Array(before[head..<(before.count - tail)])
    let new = Array(after[head..<(after.count - tail)])
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var edits: [Edit] = []
    var i = 0
    var j = 0
    func add(_ kind: Kind, _ line: SourceLine) {
      edits.append(Edit(kind: kind, line: line, oldIndex: i, newIndex: j))
      if kind != .added { i += 1 }
      if kind != .removed { j += 1 }
    }
    for line in before[..<head] { add(.same, line) }
    while i < head + old.count || j < head + new.count {
      if i < head + old.count, removed.contains(i - head) {
        add(.removed, before[i])
      } else if j < head + new.count, added.contains(j - head) {
        add(.added, after[j])
      } else if i < head + old.count {
        add(.same, before[i])
      } else {
        break
      }
    }
    for line in before[(before.count - tail)...] { add(.same, line) }
    return edits
  }

  private static func hunks(_ edits: [Edit], context: Int) -> [ArraySlice<Edit>] {
    var ranges: [Range<Int>] = []
    for index in edits.indices where edits[index].kind != .same {
      let range = max(0, index - context)..<min(edits.count, index + context + 1)
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { edits[$0] }
  }

  private static func header(_ hunk: ArraySlice<Edit>) -> String {
    guard let first = hunk.first else { return "" }
    let old = hunk.filter { $0.kind != .added }.count
    let new = hunk.filter { $0.kind != .removed }.count
    // An empty side is numbered by the line before it, as in other tools.
    return "@@ -\(first.oldIndex + (old > 0 ? 1 : 0)),\(old) "
      + "+\(first.newIndex + (new > 0 ? 1 : 0)),\(new) @@\n"
  }

  private static func visible(_ line: SourceLine) -> String {
    let text = String(decoding: line.content, as: UTF8.self)
    switch line.ending {
    case []: return text + "\n\\ No newline at end of file\n"
    case [0x0A]: return text + "\n"
    default: return text + "\\r\n"
    }
  }
}
