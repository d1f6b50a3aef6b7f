import Foundation

/// Reads whole files with reasons fit for a message.
enum FileBytes {
  /// Why a file could not be read.
  struct Problem: Error, Equatable {
    let reason: String
  }

  /// The largest file that is read, in bytes.
  static let limit = 256 << 20

  static func read(_ url: URL) -> Result<[UInt8], Problem> {
    // The relative path is opened as it is: the folder it starts from may have any name.
    do throws(OrdinaryFile.Fault) {
      return .success(try OrdinaryFile.bytes(of: url.relativePath, limit: limit))
    } catch {
      return .failure(Problem(reason: words(error)))
    }
  }

  private static func words(_ fault: OrdinaryFile.Fault) -> String {
    switch fault {
    case .missing: "the file does not exist"
    case .folder: "this is a folder, a file is needed"
    case .notOrdinary: "this is a pipe or a device, a file is needed"
    case .noPermission: "the file cannot be read; see its permissions"
    case .tooManyOpen: "too many files are open; see `ulimit -n`"
    case .tooLarge: "the file is larger than \(limit >> 20) MiB"
    case .other(let reason): "the file cannot be read (\(reason))"
    }
  }
}
