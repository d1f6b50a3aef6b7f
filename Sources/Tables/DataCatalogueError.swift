/// Why a shipped data set cannot be had.
public enum DataCatalogueError: Error, Equatable, CustomStringConvertible {
  /// There is no data set of this name.
  case unknownDataSet(name: String, suggestion: String?, available: [String])
  /// The data set has no table of this name.
  case unknownTable(dataSet: String, name: String, suggestion: String?, available: [String])
  /// The description of the data set is at fault.
  case package(DataPackageError)
  /// A file of the data set is not strict delimited text.
  case text(DelimitedTextError)
  /// A table differs from its description.
  case table(TableError)

  /// One sentence.
  public var description: String {
    switch self {
    case .unknownDataSet(let name, let suggestion, let available):
      "there is no data set '\(name)'"
        + (suggestion.map { "; did you mean '\($0)'?" }
          ?? (available.isEmpty
            ? "; the folder of data sets is empty or absent"
            : "; there are \(available.joined(separator: ", "))"))
    case .unknownTable(let dataSet, let name, let suggestion, let available):
      "data set '\(dataSet)' has no table '\(name)'"
        + (suggestion.map { "; did you mean '\($0)'?" }
          ?? "; it has \(available.joined(separator: ", "))")
    case .package(let error): error.description
    case .text(let error): error.description
    case .table(let error): error.description
    }
  }
}
