import Dispatch
import Foundation
import Workbench

/// Ends the work when the user or the system asks for it, and leaves no temporary file behind.
///
/// The first Ctrl-C asks long work to stop by itself, so that it can say so; a second one, and the
/// signals TERM and HUP, end the program at once, except between the files of one result.
final class Interruption: @unchecked Sendable {
  private let lock = NSLock()
  private var raised = false
  private var isPolled = false
  private var sources: [any DispatchSourceSignal] = []

  /// Whether the work was asked to stop; from now on it is asked, since somebody looks.
  var isRaised: Bool {
    lock.lock()
    defer { lock.unlock() }
    isPolled = true
    return raised
  }

  /// Begins to listen.
  func listen() {
    lock.lock()
    defer { lock.unlock() }
    guard sources.isEmpty else { return }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let earlier = signal(number, SIG_IGN)
      // What `nohup` ignores stays ignored.
      if number == SIGHUP, unsafeBitCast(earlier, to: Int.self) == 1 { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in self?.receive(number) }
      source.resume()
      sources.append(source)
    }
  }

  private func receive(_ number: Int32) {
    lock.lock()
    let asks = number == SIGINT && isPolled && !raised
    raised = true
    lock.unlock()
    guard !asks else { return }
    let isUntouched = WholeFiles.abandon()
    Terminal.message(Self.sentence(isUntouched))
    _exit(128 + number)
  }

  /// What is said of stopped work.
  ///
  /// - Parameter isUntouched: Whether no file was written.
  static func sentence(_ isUntouched: Bool) -> String {
    isUntouched ? "Stopped; nothing was written." : "Stopped; what was written before stays."
  }
}
