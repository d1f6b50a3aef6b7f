import StudySyntax
import Units

/// What a study may ask of the world outside its file: data sets, sources, other studies.
///
/// The layer above implements it with files; tests implement it with values.
public protocol StudyEnvironment: Sendable {
  /// The units and money series that the study starts from.
  var units: UnitSystem { get }

  /// The names of all data sets, for suggestions.
  var datasetNames: [String] { get }

  /// A data set by its name.
  ///
  /// - Throws: `StudyEnvironmentError` when it is unknown or cannot be read.
  func dataset(named name: String) throws(StudyEnvironmentError) -> StudyDataset

  /// The keys of all sources, for suggestions.
  var sourceKeys: [String] { get }

  /// Whether a source with this key exists.
  func hasSource(_ key: String) -> Bool

  /// The key of the source that had another key before; `nil` where none had.
  func renamedSource(_ key: String) -> String?

  /// Another study, named relative to the one that uses it.
  ///
  /// - Throws: `StudyEnvironmentError` when it cannot be read.
  func study(at path: String, usedBy file: String) throws(StudyEnvironmentError) -> SourceFile
}

extension StudyEnvironment {
  /// Sources keep their keys where an environment does not say otherwise.
  public func renamedSource(_ key: String) -> String? { nil }
}

/// Why the environment cannot give what a study asks for, as a sentence.
public struct StudyEnvironmentError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String
  /// Whether what was asked for exists and cannot be read, as a data set with a broken file.
  public let isDamage: Bool

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - description: The sentence.
  ///   - isDamage: Whether what was asked for exists and cannot be read.
  public init(_ description: String, isDamage: Bool = false) {
    self.description = description
    self.isDamage = isDamage
  }
}

/// A table of numbers over one key column, such as a yearly series.
public struct StudyDataset: Sendable {
  /// One column of numbers.
  public struct Column: Sendable {
    /// The name of the column.
    public let name: String
    /// The unit as text of the unit language; empty for plain numbers.
    public let unit: String
    /// One value for each label; NaN where the data has none.
    public let values: [Double]

    /// Makes a column.
    public init(name: String, unit: String, values: [Double]) {
      self.name = name
      self.unit = unit
      self.values = values
    }
  }

  /// The name of the data set.
  public let name: String
  /// The name of the key column, which becomes the index; usually `year`.
  public let key: String
  /// The key of each row, each once; empty when the rows cannot be told apart by one column.
  public let labels: [String]
  /// Where two rows have one key, as "`2018` stands on lines 4 and 7"; empty when none have.
  public let repeatedKey: String
  /// The columns of numbers.
  public let columns: [Column]
  /// The keys of the sources the rows rest on.
  public let sources: [String]
  /// The keys of the sources of each row by its label; a row that is not here rests on all.
  public let rowSources: [String: [String]]

  /// Makes a data set.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - key: The name of the key column.
  ///   - labels: The key of each row; empty when one column does not tell the rows apart.
  ///   - columns: The columns of numbers, each with a value for each label.
  ///   - sources: The keys of the sources the rows rest on.
  ///   - rowSources: Those of each row by its label, where the data say so.
  ///   - repeatedKey: Where two rows have one key, in words.
  public init(
    name: String,
    key: String,
    labels: [String],
    columns: [Column],
    sources: [String],
    rowSources: [String: [String]] = [:],
    repeatedKey: String = ""
  ) {
    self.name = name
    self.key = key
    self.labels = labels
    self.columns = columns
    self.sources = sources
    self.repeatedKey = repeatedKey
    self.rowSources = rowSources
  }

  /// The keys of the sources of every row, by its label.
  var sourcesOfRows: [String: [String]] {
    Dictionary(labels.map { ($0, rowSources[$0] ?? sources) }, uniquingKeysWith: { a, _ in a })
  }
}

extension Diagnostic {
  /// The code of the message on a data set that exists and cannot be read; it is no mistake of the
  /// study.
  package static let damagedDataset = "damaged-dataset"
}
