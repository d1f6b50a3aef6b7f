import StudySyntax
import Synchronization
import Tables

/// The files that a study and those that it uses are read from, each once.
///
/// Files are told apart by device and number, not by name: two spellings of a path, a link and a
/// second name of a file all give the text that was read first, under its first name.
final class StudyFiles: Sendable {
  /// Whether files outside the folder of the study may be read.
  let isTrusted: Bool
  /// The folders in which files may be read: the study's, and what the user named.
  private let folders: [String]
  private let known: Mutex<[OrdinaryFile.Identity: SourceFile]>

  /// Begins with the study itself.
  ///
  /// - Parameters:
  ///   - study: The study as read.
  ///   - folders: More folders in which files may be read.
  ///   - isTrusted: Whether files may be read anywhere.
  init(_ study: SourceFile, folders: [String], isTrusted: Bool) {
    self.isTrusted = isTrusted
    self.folders = [PathName.folder(of: study.name)] + folders
    var known: [OrdinaryFile.Identity: SourceFile] = [:]
    if let identity = OrdinaryFile.identity(study.name) { known[identity] = study }
    self.known = Mutex(known)
  }

  /// Reads another study, relative to the folder of the one that uses it.
  ///
  /// - Parameters:
  ///   - path: The path as the study has it.
  ///   - file: The name of the file that uses it.
  /// - Throws: `WorkbenchError.cannotRun` for a file that is missing, no ordinary file, too large,
  ///   not text, or outside the folders.
  func study(at path: String, usedBy file: String) throws(WorkbenchError) -> SourceFile {
    let full = PathName.join(PathName.folder(of: file), path)
    let identity = OrdinaryFile.identity(full)
    if let identity, let seen = known.withLock({ $0[identity] }) { return seen }
    if identity != nil { try refuseOutside(full) }
    let bytes = try InputFile.study(full, takesPipes: false)
    let read: SourceFile
    do throws(SourceFileError) {
      read = try SourceFile(name: full, bytes: bytes)
    } catch {
      throw .cannotRun(error.description)
    }
    if let identity { known.withLock { $0[identity] = read } }
    return read
  }

  /// Refuses a file outside the folders, after all links.
  ///
  /// - Parameter path: The path of a file that exists.
  /// - Throws: `WorkbenchError.cannotRun` with what to do.
  func refuseOutside(_ path: String) throws(WorkbenchError) {
    guard !isTrusted, !folders.contains(where: { OrdinaryFile.lies(path, within: $0) }) else {
      return
    }
    throw .cannotRun(
      "\(path): this file is outside the folder of the study, and a study reads only what is there"
        + " or in the folder that --data names. Put it there, or give --trust where the study comes"
        + " from somebody you trust."
    )
  }
}
