import Foundation
import Testing

/// Compares text with a file under `Golden/` beside the test, or rewrites the file.
///
/// With `UPDATE_GOLDEN=1` in the environment the file is written and the comparison passes. A
/// difference fails with the first differing line and the command that accepts the new text.
///
/// - Parameters:
///   - text: What the code under test produced.
///   - name: The file name under `Golden/`.
///   - file: The calling file; leave it out.
///   - sourceLocation: Where a failure is reported; leave it out.
public func expectGolden(
  _ text: String,
  _ name: String,
  file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Golden").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
    return
  }
  guard let data = FileManager.default.contents(atPath: url.path) else {
    Issue.record(
      "Golden file \(name) is missing; accept with UPDATE_GOLDEN=1 swift test",
      sourceLocation: sourceLocation
    )
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  guard expected != text else { return }
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).prefix { $0 == $1 }.count
  let was = line < old.count ? String(old[line]) : "(end of file)"
  let became = line < new.count ? String(new[line]) : "(end of file)"
  Issue.record(
    """
    \(name) differs at line \(line + 1):
    - \(was)
    + \(became)
    Accept with UPDATE_GOLDEN=1 swift test
    """,
    sourceLocation: sourceLocation
  )
}
