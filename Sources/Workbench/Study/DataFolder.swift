import Foundation

/// Finds the folder of shipped data.
public enum DataFolder {
  /// The folder `datasets` that belongs to a study.
  ///
  /// Looked for in this order: the folder that is named, the variable `AMPLEUR_DATA`, `datasets`
  /// beside the study or above it, beside or above the current folder, and
  /// `share/ampleur/datasets` beside the program.
  ///
  /// - Parameters:
  ///   - given: A folder named by the user; it must exist.
  ///   - study: The path of the study, when there is one.
  /// - Returns: The folder, or `nil` where there is none.
  /// - Throws: `WorkbenchError.cannotRun` when a named folder does not exist.
  public static func locate(given: String?, study: String?) throws(WorkbenchError) -> String? {
    let named = given ?? ProcessInfo.processInfo.environment["AMPLEUR_DATA"]
    if let named {
      guard isFolder(named) else {
        throw .cannotRun("\(named): there is no such folder of data sets.")
      }
      return named
    }
    var starts: [String] = []
    if let study { starts.append((study as NSString).deletingLastPathComponent) }
    starts.append("")
    for start in starts {
      var folder = URL(fileURLWithPath: start.isEmpty ? "." : start).standardizedFileURL
      for _ in 0..<32 {
        let candidate = folder.appendingPathComponent("datasets").path
        if FileManager.default.fileExists(atPath: candidate + "/sources.yaml") { return candidate }
        let above = folder.deletingLastPathComponent()
        if above.path == folder.path { break }
        folder = above
      }
    }
    let shared = program.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/ampleur/datasets").path
    return isFolder(shared) ? shared : nil
  }

  /// The program that runs, also when it was started by its name alone.
  private static var program: URL {
    let own = "/proc/self/exe"
    let path =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: own))
      ?? CommandLine.arguments.first ?? ""
    return URL(fileURLWithPath: path).resolvingSymlinksInPath()
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
