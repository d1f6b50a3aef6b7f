import Foundation
import Tables

/// Files that no output may replace: a study, what it uses, its sources and its data.
///
/// Files are compared by device and number, so that a link, a second name or another spelling of a
/// path protects nothing less.
public struct ProtectedFiles: Sendable {
  private var known: [OrdinaryFile.Identity: String] = [:]
  private let dataFolder: String?

  /// Protects the files of a study.
  ///
  /// - Parameters:
  ///   - study: The path of the study.
  ///   - used: The paths of all studies that it uses.
  ///   - dataFolder: The folder of data sets; `nil` when there is none.
  init(study: String, used: [String], dataFolder: String?) {
    self.dataFolder = dataFolder
    protect(study, as: "the study \(study)")
    for path in used { protect(path, as: "the study \(path), which is used here") }
    let sources =
      [FileEnvironment.sources(beside: study)]
      + (dataFolder.map { [PathName.join($0, "sources.yaml")] } ?? [])
    for path in sources { protect(path, as: "the list of sources \(path)") }
  }

  /// Protects one more file.
  ///
  /// - Parameters:
  ///   - path: The path of the file; nothing is done where it does not exist.
  ///   - role: What it is, with an article, as a message says it.
  public mutating func protect(_ path: String, as role: String) {
    guard let identity = OrdinaryFile.identity(path), known[identity] == nil else { return }
    known[identity] = role
  }

  /// Refuses an output that would replace a protected file.
  ///
  /// - Parameter path: Where the output goes.
  /// - Throws: `WorkbenchError.usage` naming what would be replaced.
  public func refuse(_ path: String) throws(WorkbenchError) {
    guard let identity = OrdinaryFile.identity(path) else { return }
    guard let role = known[identity] ?? dataRole(path, identity) else { return }
    throw .usage(
      "\(path): this would replace \(role); nothing was written. Give the output another name."
    )
  }

  /// What a file of the data folder is called; `nil` for other files.
  private func dataRole(_ path: String, _ identity: OrdinaryFile.Identity) -> String? {
    guard let dataFolder else { return nil }
    if let root = OrdinaryFile.real(dataFolder), let real = OrdinaryFile.real(path),
      real.hasPrefix(root + "/")
    {
      let name = real.dropFirst(root.count + 1).prefix { $0 != "/" }
      if Self.isDataSet("\(root)/\(name)") { return "a file of the data set \(name)" }
    }
    // A second name outside the folder is found by its number only.
    guard OrdinaryFile.nameCount(path) > 1 else { return nil }
    let manager = FileManager.default
    for name in (try? manager.contentsOfDirectory(atPath: dataFolder)) ?? [] {
      let folder = PathName.join(dataFolder, name)
      guard Self.isDataSet(folder) else { continue }
      for file in (try? manager.contentsOfDirectory(atPath: folder)) ?? []
      where OrdinaryFile.identity(PathName.join(folder, file)) == identity {
        return "a file of the data set \(name)"
      }
    }
    return nil
  }

  private static func isDataSet(_ folder: String) -> Bool {
    OrdinaryFile.exists(folder + "/datapackage.json")
  }
}
