/// Paths as text, split at `/`, without a look at the disk.
///
/// Foundation's own functions trap on a path of one character, and lose names that are not UTF-8.
public enum PathName {
  /// The part before the last `/`: "" where there is none, `/` at the root.
  ///
  /// - Parameter path: A path; slashes at its end do not count.
  public static func folder(of path: String) -> String {
    let whole = trimmed(path[...])
    guard !whole.isEmpty || path.isEmpty else { return "/" }
    guard let slash = whole.utf8.lastIndex(of: 0x2F) else { return "" }
    let before = trimmed(whole[..<slash])
    return before.isEmpty ? "/" : String(before)
  }

  /// The part after the last `/`.
  ///
  /// - Parameter path: A path; slashes at its end do not count.
  public static func last(of path: String) -> String {
    let whole = trimmed(path[...])
    guard let slash = whole.utf8.lastIndex(of: 0x2F) else { return String(whole) }
    return String(whole[whole.utf8.index(after: slash)...])
  }

  /// The name of a file without folder and ending; a name that begins with a dot keeps it.
  ///
  /// - Parameter path: A path.
  public static func stem(of path: String) -> String {
    let name = last(of: path)
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The ending of a name in lower case without its dot; "" where there is none.
  ///
  /// - Parameter path: A path.
  public static func ending(of path: String) -> String {
    let name = last(of: path)
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else { return "" }
    return name[name.utf8.index(after: dot)...].lowercased()
  }

  /// The path with another ending, or with one where it had none.
  ///
  /// - Parameters:
  ///   - path: A path of a file.
  ///   - ending: The ending without its dot.
  public static func path(_ path: String, ending: String) -> String {
    join(folder(of: path), stem(of: path) + "." + ending)
  }

  /// A name in a folder; an absolute name stays as it is.
  ///
  /// - Parameters:
  ///   - folder: A folder; "" for the current one.
  ///   - name: A relative or absolute path.
  public static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || name.utf8.first == 0x2F { return name }
    return folder.utf8.last == 0x2F ? folder + name : folder + "/" + name
  }

  /// Without slashes at the end.
  private static func trimmed(_ path: Substring) -> Substring {
    var end = path.endIndex
    while end > path.startIndex {
      let before = path.utf8.index(before: end)
      guard path.utf8[before] == 0x2F else { break }
      end = before
    }
    return path[..<end]
  }
}
