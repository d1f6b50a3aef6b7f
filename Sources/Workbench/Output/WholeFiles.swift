import Tables

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes files whole or not at all.
///
/// Every file is first written beside its place under a temporary name that nobody can guess; when
/// all are complete on disk they are moved into place one after another. When anything fails before
/// that, the temporary files and the folders made for them are removed and what was there stays. A
/// file keeps its permissions and, where the system allows it, its owner and group; a link leads
/// where it led; a device or a pipe is never replaced. Of a file with several names only the given
/// one gets the new content; see ``nameCount(_:)``.
public enum WholeFiles {
  /// A file as it must still be on the disk when it is replaced.
  public struct Expectation: Sendable {
    let path: String
    /// What it held when it was read, and what it will hold: another run may have been first.
    let contents: [[UInt8]]
  }

  /// Writes some texts.
  ///
  /// - Parameters:
  ///   - files: Paths with their contents; folders that are missing are made.
  ///   - protected: Files that must not be replaced; `nil` for none.
  ///   - expected: A file that must not have changed since it was read; `nil` for none.
  /// - Throws: `WorkbenchError.cannotRun` naming the file and the reason, `WorkbenchError.usage` for
  ///   a file that is protected.
  public static func write(
    _ files: [(path: String, text: String)],
    sparing protected: ProtectedFiles? = nil,
    expecting expected: Expectation? = nil
  ) throws(WorkbenchError) {
    try write(
      bytes: files.map { ($0.path, Array($0.text.utf8)) },
      sparing: protected,
      expecting: expected
    )
  }

  /// Writes some files.
  ///
  /// - Parameters:
  ///   - files: Paths with their contents; folders that are missing are made.
  ///   - protected: Files that must not be replaced; `nil` for none.
  ///   - expected: A file that must not have changed since it was read; `nil` for none.
  /// - Throws: `WorkbenchError.cannotRun` naming the file and the reason, `WorkbenchError.usage` for
  ///   a file that is protected.
  public static func write(
    bytes files: [(path: String, bytes: [UInt8])],
    sparing protected: ProtectedFiles? = nil,
    expecting expected: Expectation? = nil
  ) throws(WorkbenchError) {
    if let protected { for file in files { try protected.refuse(file.path) } }
    var temporary: [(from: String, to: String)] = []
    var folders: [String] = []
    do throws(WorkbenchError) {
      for file in files {
        try makeFolder(PathName.folder(of: file.path), &folders)
        let place = try destination(of: file.path)
        let name = try writeTemporary(file.bytes, beside: place, for: file.path)
        temporary.append((name, place.path))
      }
      try move(temporary, expecting: expected)
    } catch {
      for (from, _) in temporary { TemporaryFiles.remove(from) }
      for folder in folders.reversed() { rmdir(folder) }
      throw error
    }
    for folder in Set(temporary.map { PathName.folder(of: $0.to) }) { sync(folder: folder) }
  }

  /// Removes all temporary files of the process, for a signal that ends it.
  ///
  /// - Returns: Whether nothing was written so far.
  public static func abandon() -> Bool {
    TemporaryFiles.end()
    return !TemporaryFiles.hasWritten
  }

  /// Whether the process has written any file so far.
  public static var hasWritten: Bool { TemporaryFiles.hasWritten }

  /// Whether something is there, be it a link that leads nowhere.
  ///
  /// - Parameter path: A path.
  public static func exists(_ path: String) -> Bool { OrdinaryFile.exists(path) }

  /// How many names a file has; 0 where there is none.
  ///
  /// Replacing one of several parts it from the others.
  ///
  /// - Parameter path: A path.
  public static func nameCount(_ path: String) -> Int { OrdinaryFile.nameCount(path) }

  /// Whether a path lies in a folder of the system where no folder for figures can be.
  ///
  /// - Parameter path: A path, such as `/dev/stdout`.
  public static func isOfSystem(_ path: String) -> Bool {
    let folder = PathName.folder(of: path)
    let real = OrdinaryFile.real(folder) ?? folder
    return ["/dev", "/proc", "/sys"].contains { real == $0 || real.hasPrefix($0 + "/") }
      && !real.hasPrefix("/dev/shm")
  }

  // MARK: Places

  /// Where an output goes, and the file that is there.
  private struct Place {
    let path: String
    let replaced: stat?
  }

  /// Where a path leads through links, and the file that is there.
  private static func destination(of path: String) throws(WorkbenchError) -> Place {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard !OrdinaryFile.exists(path) else {
        throw .cannotRun(
          "\(path): this is a link that leads nowhere; nothing was changed. Remove it, or give"
            + " another name."
        )
      }
      return Place(path: path, replaced: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .cannotRun("\(path): this is a folder; a file name is needed.")
    default: throw .cannotRun("\(path): this is not an ordinary file; nothing was changed.")
    }
    return Place(path: OrdinaryFile.real(path) ?? path, replaced: status)
  }

  private static func makeFolder(
    _ path: String,
    _ made: inout [String]
  ) throws(WorkbenchError) {
    var status = stat()
    guard !path.isEmpty, stat(path, &status) != 0 else { return }
    try makeFolder(PathName.folder(of: path), &made)
    guard mkdir(path, 0o777) == 0 else { throw failure(path, errno) }
    made.append(path)
  }

  private static func sync(folder: String) {
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    // The files are complete in any case; a file system that knows no such thing is no failure.
    fsync(descriptor)
    close(descriptor)
  }

  // MARK: Moving into place

  private static func move(
    _ files: [(from: String, to: String)],
    expecting expected: Expectation?
  ) throws(WorkbenchError) {
    try TemporaryFiles.commit { (moved) throws(WorkbenchError) in
      if let expected {
        let found = try InputFile.bytes(expected.path)
        guard expected.contents.contains(found) else {
          throw .cannotRun(
            "\(expected.path): the file was changed while its results were computed; nothing was"
              + " written, and what was changed is kept. Run the command again."
          )
        }
      }
      for (index, (from, to)) in files.enumerated() {
        guard rename(from, to) == 0 else {
          throw failure(to, errno, after: files[..<index].map(\.to))
        }
        moved(from)
      }
    }
  }

  // MARK: Bytes

  /// Writes a temporary file with the permissions of the one it will replace.
  private static func writeTemporary(
    _ bytes: [UInt8],
    beside place: Place,
    for path: String
  ) throws(WorkbenchError) -> String {
    let folder = PathName.folder(of: place.path)
    // Nobody else reads what replaces a file of one's own, not even for a moment.
    let mode: mode_t = place.replaced == nil ? 0o666 : 0o600
    var opened: (name: String, descriptor: Int32)?
    for _ in 0..<16 where opened == nil {
      let name = PathName.join(folder, temporaryName())
      try TemporaryFiles.add(name) { () throws(WorkbenchError) in
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        if descriptor >= 0 {
          opened = (name, descriptor)
        } else if errno != EEXIST {
          throw failure(path, errno)
        }
      }
    }
    guard let (name, descriptor) = opened else { throw failure(path, EEXIST) }
    do throws(WorkbenchError) {
      if let replaced = place.replaced { takeOver(replaced, descriptor) }
      try put(bytes, descriptor, for: path)
    } catch {
      close(descriptor)
      TemporaryFiles.remove(name)
      throw error
    }
    guard close(descriptor) == 0 else {
      let reason = errno
      TemporaryFiles.remove(name)
      throw failure(path, reason)
    }
    return name
  }

  private static func temporaryName() -> String {
    var generator = SystemRandomNumberGenerator()
    return ".ampleur-\(String(generator.next(), radix: 36)).part"
  }

  /// Gives a new file the owner, the group and the permissions of the one it replaces.
  private static func takeOver(_ replaced: stat, _ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    var mode = replaced.st_mode & 0o7777
    if status.st_uid != replaced.st_uid || status.st_gid != replaced.st_gid,
      fchown(descriptor, replaced.st_uid, replaced.st_gid) != 0,
      status.st_gid != replaced.st_gid,
      fchown(descriptor, status.st_uid, replaced.st_gid) != 0
    {
      // Another group gets no more than everybody.
      mode = mode & 0o0707 | (mode & 0o007) << 3
    }
    fchmod(descriptor, mode)
  }

  private static func put(
    _ bytes: [UInt8],
    _ descriptor: Int32,
    for path: String
  ) throws(WorkbenchError) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Self.put(descriptor, $0) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure(path, errno) }
      offset += written
    }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure(path, errno)
    }
  }

  private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  // MARK: Failures

  private static func failure(
    _ path: String,
    _ reason: Int32,
    after moved: [String] = []
  ) -> WorkbenchError {
    let words: String =
      switch reason {
      case ENOSPC, EDQUOT: "the disk is full"
      case EACCES, EPERM: "no permission to write here"
      case EROFS: "the disk is read-only"
      case ENOTDIR: "a part of the path is a file, not a folder"
      case ENAMETOOLONG: "the name is too long"
      case EMFILE, ENFILE: "too many files are open; see `ulimit -n`"
      default: String(cString: strerror(reason))
      }
    let rest =
      moved.isEmpty
      ? "nothing was changed"
      : "written before it: \(moved.joined(separator: ", ")); all others are as they were"
    return .cannotRun("\(path): the file cannot be written (\(words)); \(rest).")
  }
}
