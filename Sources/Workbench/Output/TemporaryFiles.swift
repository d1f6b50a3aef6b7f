import Foundation
import Synchronization

/// The temporary files and folders of the process, so that a signal can remove them.
enum TemporaryFiles {
  private struct State {
    var paths: Set<String> = []
    /// Whether the process is being ended: nothing more is begun or moved into place.
    var isEnded = false
    /// Whether any file was moved into place.
    var hasWritten = false
  }

  private static let state = Mutex(State())

  /// Makes something temporary and remembers it, unless the process is being ended.
  static func add<Failure: Error>(
    _ path: String,
    make: () throws(Failure) -> Void
  ) throws(Failure) {
    let mayGoOn = try state.withLock { (state) throws(Failure) -> Bool in
      guard !state.isEnded else { return false }
      try make()
      state.paths.insert(path)
      return true
    }
    if !mayGoOn { waitForTheEnd() }
  }

  /// Removes something temporary.
  static func remove(_ path: String) {
    state.withLock { state in
      guard state.paths.remove(path) != nil else { return }
      Self.delete(path)
    }
  }

  /// Moves temporary files into place while no signal can come between.
  ///
  /// - Parameter move: Moves one after another, and tells each that it has moved.
  static func commit<Failure: Error>(
    _ move: (_ moved: (String) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    let mayGoOn = try state.withLock { (state) throws(Failure) -> Bool in
      guard !state.isEnded else { return false }
      var moved: [String] = []
      defer {
        for path in moved { state.paths.remove(path) }
        if !moved.isEmpty { state.hasWritten = true }
      }
      try move { moved.append($0) }
      return true
    }
    if !mayGoOn { waitForTheEnd() }
  }

  /// Whether any file was moved into place.
  static var hasWritten: Bool { state.withLock { $0.hasWritten } }

  /// Removes everything temporary; after this nothing is begun and nothing moved into place.
  static func end() {
    state.withLock { state in
      state.isEnded = true
      for path in state.paths { Self.delete(path) }
      state.paths = []
    }
  }

  private static func delete(_ path: String) {
    if unlink(path) != 0, errno != ENOENT { try? FileManager.default.removeItem(atPath: path) }
  }

  /// The thread that ends the process is at work; nothing is to be done meanwhile.
  private static func waitForTheEnd() {
    while true { sleep(1) }
  }
}
