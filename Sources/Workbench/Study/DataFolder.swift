import Foundation
import Tables

/// Finds the folder of shipped data.
public enum DataFolder {
  /// The folder `datasets` that belongs to a study.
  ///
  /// Looked for in this order: the folder that is named, the variable `AMPLEUR_DATA`, `datasets`
  /// beside the study or above it, beside or above the current folder, and then that of the
  /// program: `share/ampleur/datasets` of an installation, `datasets` of the checkout in which it
  /// was built.
  ///
  /// - Parameters:
  ///   - given: A folder named by the user; it must exist.
  ///   - study: The path of the study, when there is one.
  /// - Returns: The folder, or `nil` where there is none.
  /// - Throws: `WorkbenchError.cannotRun` when a named folder does not exist.
  public static func locate(given: String?, study: String?) throws(WorkbenchError) -> String? {
    if let named = named(given) {
      guard OrdinaryFile.isFolder(named) else {
        throw .cannotRun("\(named): there is no such folder of data sets.")
      }
      return named
    }
    for start in starts(study) {
      if let found = nearby(start).first(where: isData) { return found }
    }
    return ofProgram().first(where: isData)
  }

  /// The folder that the user names, by the option or by the variable.
  static func named(_ given: String?) -> String? {
    if let given { return given }
    let variable = ProcessInfo.processInfo.environment["AMPLEUR_DATA"]
    return variable?.isEmpty == false ? variable : nil
  }

  /// Whether a folder is part of the installation or of the checkout that the program belongs to.
  static func isOfProgram(_ folder: String) -> Bool { ofProgram().contains(folder) }

  /// What to say where no folder of data sets was found: where it was looked for, and what to do.
  ///
  /// - Parameter study: The path of the study, when there is one.
  static func notFound(study: String?) -> String {
    let near = starts(study).map { $0.isEmpty ? "datasets" : PathName.join($0, "datasets") }
    let places = near.map { "\($0) and the same above it" } + ofProgram()
    return "No folder of data sets was found; looked for: \(places.joined(separator: ", "))."
      + " Name it with --data FOLDER, or set AMPLEUR_DATA."
  }

  // MARK: Places

  private static func isData(_ folder: String) -> Bool {
    OrdinaryFile.exists(folder + "/sources.yaml")
  }

  /// The folders from which the search goes up: the study's and the current one.
  private static func starts(_ study: String?) -> [String] {
    let own = study.map { PathName.folder(of: $0) }
    return own.map { $0.isEmpty ? [""] : [$0, ""] } ?? [""]
  }

  /// `datasets` in a folder and in those above it, nearest first.
  private static func nearby(_ start: String) -> [String] {
    // Above a folder whose name is no text only the system's `..` leads.
    guard let absolute = absolute(start) else {
      return (0..<32).map { up in
        let above = [String](repeating: "..", count: up).joined(separator: "/")
        return PathName.join(PathName.join(start, above), "datasets")
      }
    }
    var places: [String] = []
    var folder = absolute
    for _ in 0..<64 {
      places.append(PathName.join(folder, "datasets"))
      if folder == "/" { break }
      folder = PathName.folder(of: folder)
    }
    return places
  }

  /// An absolute path without `.` and `..`; `nil` where the current folder has no name in UTF-8.
  private static func absolute(_ path: String) -> String? {
    var whole = path
    if path.utf8.first != 0x2F {
      guard let current = OrdinaryFile.real("") else { return nil }
      whole = path.isEmpty ? current : PathName.join(current, path)
    }
    var parts: [String] = []
    for bytes in whole.utf8.split(separator: 0x2F) {
      let part = String(Substring(bytes))
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Where the data of the program itself are: beside an installation, or in its checkout.
  private static func ofProgram() -> [String] {
    guard let program = OrdinaryFile.real("/proc/self/exe") ?? CommandLine.arguments.first else {
      return []
    }
    let folder = PathName.folder(of: program)
    var places = [PathName.join(PathName.folder(of: folder), "share/ampleur/datasets")]
    // Built programs lie below `.build`, two to four folders deep, or where --scratch-path said.
    var above = folder
    for _ in 0..<5 {
      above = PathName.folder(of: above)
      guard above.utf8.count > 1 else { break }
      if OrdinaryFile.exists(above + "/Package.swift") {
        places.append(above + "/datasets")
        break
      }
    }
    return places
  }
}
