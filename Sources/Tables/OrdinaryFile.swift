#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files of the disk: what they are, which of them are the same, and their bytes.
///
/// What a path leads to is looked at before it is opened, so that a pipe or a device neither blocks
/// nor is touched.
public enum OrdinaryFile {
  /// What makes two paths one file: the device and the number of the file on it.
  public struct Identity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
  }

  /// Why a file cannot be read.
  public enum Fault: Error, Equatable {
    /// There is no such file.
    case missing
    /// The path is that of a folder.
    case folder
    /// The path is that of a pipe, a device or a socket.
    case notOrdinary
    /// The user may not read it.
    case noPermission
    /// The process may not open more files.
    case tooManyOpen
    /// The file is larger than is read; the size is `nil` where it is not known beforehand.
    case tooLarge(bytes: Int?)
    /// Another reason, in the words of the system.
    case other(String)
  }

  /// The identity of what a path leads to, through links; `nil` where there is nothing.
  ///
  /// - Parameter path: A path.
  public static func identity(_ path: String) -> Identity? { status(path).map(identity) }

  /// Whether the path leads to a folder.
  ///
  /// - Parameter path: A path.
  public static func isFolder(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether something is there, be it a link that leads nowhere.
  ///
  /// - Parameter path: A path.
  public static func exists(_ path: String) -> Bool {
    var found = stat()
    return lstat(path, &found) == 0
  }

  /// How many names the file has; 0 where there is none.
  ///
  /// - Parameter path: A path.
  public static func nameCount(_ path: String) -> Int { status(path).map { Int($0.st_nlink) } ?? 0 }

  /// The absolute path without links; `nil` where there is nothing or its name is not UTF-8.
  ///
  /// - Parameter path: A path; "" is the current folder.
  public static func real(_ path: String) -> String? {
    guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// Whether a file lies, after all links, in a folder or below it.
  ///
  /// - Parameters:
  ///   - path: The path of something that exists.
  ///   - folder: The folder.
  public static func lies(_ path: String, within folder: String) -> Bool {
    // Paths that are no text cannot be compared as text; climb to the folder instead.
    guard let top = identity(folder.isEmpty ? "." : folder) else { return false }
    if let real = real(path), let root = Self.real(folder) {
      return root == "/" || real == root || real.hasPrefix(root + "/")
    }
    guard !isLink(path) else { return false }
    var place = PathName.folder(of: path)
    if place.isEmpty { place = "." }
    for _ in 0..<64 {
      guard let here = identity(place) else { return false }
      if here == top { return true }
      let above = place + "/.."
      guard identity(above) != here else { return false }
      place = above
    }
    return false
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: A path.
  ///   - limit: The largest size that is read, in bytes.
  ///   - takesPipes: Whether a pipe or a device is read too, as for a file that the user names.
  /// - Throws: ``Fault``.
  public static func bytes(
    of path: String,
    limit: Int,
    takesPipes: Bool = false
  ) throws(Fault) -> [UInt8] {
    var found = stat()
    guard stat(path, &found) == 0 else { throw fault(errno) }
    try check(found, limit: limit, takesPipes: takesPipes)
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (takesPipes ? 0 : O_NONBLOCK)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw fault(errno) }
    defer { close(descriptor) }
    // What was looked at may have been replaced since.
    guard fstat(descriptor, &found) == 0 else { throw fault(errno) }
    try check(found, limit: limit, takesPipes: takesPipes)
    var bytes: [UInt8] = []
    let isOrdinary = found.st_mode & S_IFMT == S_IFREG
    let known = isOrdinary ? Int(found.st_size) : 0
    var part = [UInt8](repeating: 0, count: min(max(known + 1, 65_536), 4 << 20))
    bytes.reserveCapacity(known + 1)
    while true {
      let count = part.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(errno) }
      if count == 0 { return bytes }
      bytes += part[..<count]
      guard bytes.count <= limit else { throw .tooLarge(bytes: nil) }
    }
  }

  // MARK: Private

  private static func status(_ path: String) -> stat? {
    var found = stat()
    return stat(path, &found) == 0 ? found : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var found = stat()
    return lstat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFLNK
  }

  private static func identity(_ found: stat) -> Identity {
    Identity(
      device: UInt64(truncatingIfNeeded: found.st_dev),
      number: UInt64(truncatingIfNeeded: found.st_ino)
    )
  }

  private static func check(_ found: stat, limit: Int, takesPipes: Bool) throws(Fault) {
    switch found.st_mode & S_IFMT {
    case S_IFREG:
      let size = Int(found.st_size)
      guard size <= limit else { throw .tooLarge(bytes: size) }
    case S_IFDIR: throw .folder
    default: guard takesPipes else { throw .notOrdinary }
    }
  }

  private static func fault(_ reason: Int32) -> Fault {
    switch reason {
    case ENOENT, ENOTDIR: .missing
    case EISDIR: .folder
    case EACCES, EPERM: .noPermission
    case EMFILE, ENFILE: .tooManyOpen
    default: .other(String(cString: strerror(reason)))
    }
  }
}
