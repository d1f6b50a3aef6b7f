/// Inputs that a sensitivity method takes as one, as the user names them.
public struct InputGroup: Sendable, Hashable {
  /// The name of the group.
  public let name: String
  /// The names of inputs, of cells such as `price[top]`, or of quantities that stand for all their
  /// cells.
  public let members: [String]

  /// Reads a group.
  ///
  /// - Parameter text: A name, a colon and names with commas between them, such as
  ///   `demand: ads, online`.
  /// - Throws: `WorkbenchError.usage` where the colon, the name or a member is missing.
  public init(_ text: String) throws(WorkbenchError) {
    let example = "such as --group \"demand: ads, online\""
    guard let colon = text.firstIndex(of: ":") else {
      throw .usage("--group needs a name, a colon and inputs, \(example); got \"\(text)\".")
    }
    name = Self.trimmed(text[..<colon])
    guard !name.isEmpty else {
      throw .usage("--group needs a name before the colon, \(example); got \"\(text)\".")
    }
    members = Self.parts(text[text.index(after: colon)...])
    guard members != [""] else {
      throw .usage("The group \(name) is empty; name its inputs after the colon, \(example).")
    }
    guard members.allSatisfy({ !$0.isEmpty }) else {
      throw .usage("The group \(name) has a comma with no input beside it; got \"\(text)\".")
    }
  }

  /// The parts between commas, those between square brackets left alone.
  private static func parts(_ text: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(trimmed(part[...]))
        part = ""
      } else {
        part.append(character)
      }
    }
    return parts + [trimmed(part[...])]
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
