#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes files whole or not at all.
///
/// Every file is first written beside its place under a temporary name; when all are complete on
/// disk they are moved into place one after another. When anything fails before that, the temporary
/// files and the folders made for them are removed and what was there stays. A file keeps its
/// permissions, a link leads where it led, and a device or a pipe is never replaced.
public enum WholeFiles {
  /// Writes some files.
  ///
  /// - Parameter files: Paths with their contents; folders that are missing are made.
  /// - Throws: `WorkbenchError.cannotRun` naming the file and the reason.
  public static func write(_ files: [(path: String, text: String)]) throws(WorkbenchError) {
    var temporary: [(from: String, to: String)] = []
    var folders: [String] = []
    do throws(WorkbenchError) {
      for file in files {
        try makeFolder(folder(of: file.path), &folders)
        let place = try destination(of: file.path)
        let name = temporaryName(place.path)
        temporary.append((name, place.path))
        try writeBytes(Array(file.text.utf8), to: name, for: file.path)
        if let mode = place.mode { chmod(name, mode) }
      }
      for (from, to) in temporary {
        guard rename(from, to) == 0 else { throw failure(to, errno) }
      }
    } catch {
      for (from, _) in temporary { unlink(from) }
      for folder in folders.reversed() { rmdir(folder) }
      throw error
    }
  }

  /// Where a path leads through links, and the permissions of the file that is there.
  private static func destination(
    of path: String
  ) throws(WorkbenchError) -> (path: String, mode: mode_t?) {
    var status = stat()
    guard stat(path, &status) == 0 else { return (path, nil) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .cannotRun("\(path): this is a folder; a file name is needed.")
    default: throw .cannotRun("\(path): this is not an ordinary file; nothing was changed.")
    }
    var real = path
    if let resolved = realpath(path, nil) {
      real = String(cString: resolved)
      free(resolved)
    }
    return (real, status.st_mode & 0o7777)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func temporaryName(_ path: String) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    return "\(path[..<start]).\(path[start...].prefix(100)).\(getpid()).part"
  }

  private static func makeFolder(
    _ path: String,
    _ made: inout [String]
  ) throws(WorkbenchError) {
    var status = stat()
    guard !path.isEmpty, stat(path, &status) != 0 else { return }
    try makeFolder(folder(of: path), &made)
    guard mkdir(path, 0o777) == 0 else { throw failure(path, errno) }
    made.append(path)
  }

  private static func writeBytes(
    _ bytes: [UInt8],
    to name: String,
    for path: String
  ) throws(WorkbenchError) {
    let descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        return Self.put(descriptor, base + offset, bytes.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let reason = errno
        close(descriptor)
        throw failure(path, reason)
      }
      offset += written
    }
    let synced = fsync(descriptor)
    let syncReason = errno
    let closed = close(descriptor)
    guard synced == 0 || syncReason == EINVAL || syncReason == ENOTSUP else {
      throw failure(path, syncReason)
    }
    guard closed == 0 else { throw failure(path, errno) }
  }

  private static func put(_ descriptor: Int32, _ base: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, base, count)
    #else
      Darwin.write(descriptor, base, count)
    #endif
  }

  private static func failure(_ path: String, _ reason: Int32) -> WorkbenchError {
    let words: String =
      switch reason {
      case ENOSPC, EDQUOT: "the disk is full"
      case EACCES, EPERM: "no permission to write here"
      case EROFS: "the disk is read-only"
      case ENOTDIR: "a part of the path is a file, not a folder"
      case ENAMETOOLONG: "the name is too long"
      default: String(cString: strerror(reason))
      }
    return .cannotRun("\(path): the file cannot be written (\(words)); nothing was changed.")
  }
}
