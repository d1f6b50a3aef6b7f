/// The answers about several studies as one JSON value.
public enum JSONList {
  /// A list of values.
  ///
  /// - Parameter values: The text of each value.
  /// - Returns: The text of the list, ending with a line end.
  public static func text(_ values: [String]) -> String {
    let items = values.map { value in
      value.hasSuffix("\n") ? String(value.dropLast()) : value
    }
    return items.isEmpty ? "[]\n" : "[\n" + items.joined(separator: ",\n") + "\n]\n"
  }

  /// What stands in the list for a study that gave no result.
  ///
  /// - Parameters:
  ///   - study: The path of the study.
  ///   - error: Why there is none.
  ///   - status: The exit status that belongs to it.
  public static func failure(study: String, error: String, status: Int32) -> String {
    struct Failure: Encodable {
      let study: String
      let version: String
      let error: String
      let status: Int32
    }
    let failure = Failure(
      study: study,
      version: AmpleurVersion.current,
      error: error,
      status: status
    )
    return (try? JSONText.of(failure)) ?? "null"
  }
}
