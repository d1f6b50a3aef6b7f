import Foundation

/// Reads whole files with reasons fit for a message.
enum FileBytes {
  /// Why a file could not be read.
  struct Problem: Error, Equatable {
    let reason: String
  }

  static func read(_ url: URL) -> Result<[UInt8], Problem> {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      return .failure(Problem(reason: "the file does not exist"))
    }
    guard !isFolder.boolValue else {
      return .failure(Problem(reason: "this is a folder, a file is needed"))
    }
    guard let data = FileManager.default.contents(atPath: url.path) else {
      return .failure(Problem(reason: "the file cannot be read; see its permissions"))
    }
    return .success([UInt8](data))
  }
}
