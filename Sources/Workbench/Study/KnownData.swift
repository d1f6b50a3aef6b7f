import StudyLanguage
import Synchronization
import Tables

/// The data sets that a study has read: each file is opened once in a run.
///
/// What is computed, compared with the stated digest and named in the report are then the same
/// bytes, whatever happens to the file meanwhile.
final class KnownData: Sendable {
  /// One table as the study uses it, and what its file was.
  struct Entry: Sendable {
    let dataset: StudyDataset
    let checksum: String
    let difference: DataDifference?
  }

  private let entries: Mutex<[String: Entry]> = Mutex([:])

  /// The entry of an address, such as `pharos` or `pharos/categories`; read where it is new.
  ///
  /// - Parameters:
  ///   - address: The name as the study writes it.
  ///   - read: Reads it; not called again once it has succeeded.
  func entry<Failure: Error>(
    _ address: String,
    read: () throws(Failure) -> Entry
  ) throws(Failure) -> Entry {
    if let known = self[address] { return known }
    let entry = try read()
    entries.withLock { $0[address] = entry }
    return entry
  }

  /// The entry of an address; `nil` where it has not been read.
  subscript(address: String) -> Entry? { entries.withLock { $0[address] } }
}
