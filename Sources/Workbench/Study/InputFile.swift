import Foundation

/// Reads files with errors that are sentences.
enum InputFile {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The path as the user gave it.
  ///   - limit: The largest size that is read.
  /// - Throws: `WorkbenchError.cannotRun` for a missing file, a folder, or one that cannot be read.
  static func bytes(_ path: String, limit: Int = 256 * 1024 * 1024) throws(WorkbenchError)
    -> [UInt8]
  {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .cannotRun("\(path): there is no such file.")
    }
    guard !isFolder.boolValue else {
      throw .cannotRun("\(path): this is a folder; a file is needed.")
    }
    let handle: FileHandle
    do {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw .cannotRun("\(path): the file cannot be read (no permission?).")
    }
    defer { try? handle.close() }
    do {
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      guard data.count <= limit else {
        throw WorkbenchError.cannotRun(
          "\(path): the file is larger than \(limit / 1_048_576) MiB."
        )
      }
      return [UInt8](data)
    } catch let error as WorkbenchError {
      throw error
    } catch {
      throw .cannotRun("\(path): the file cannot be read.")
    }
  }
}
