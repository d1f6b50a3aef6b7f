/// The JSON of a data package before it is checked, with the names of the file.
struct RawDataPackage: Decodable {
  struct License: Decodable {
    let name: String
    let title: String?
    let path: String?
  }

  struct Source: Decodable {
    let title: String
    let path: String?
    let key: String?
  }

  struct Resource: Decodable {
    let name: String
    let path: String
    let title: String?
    let hash: String?
    let bytes: Int?
    let rows: Int?
    let schema: Schema
  }

  struct Schema: Decodable {
    let fields: [Field]
    let primaryKey: Names?
    let missingValues: [String]?
  }

  struct Field: Decodable {
    struct Constraints: Decodable {
      let required: Bool?
      let minimum: Double?
      let maximum: Double?
      let `enum`: [String]?
    }

    let name: String
    let type: String
    let description: String?
    let unit: String?
    let unitColumn: String?
    let constraints: Constraints?
  }

  /// One name, or a list of names.
  struct Names: Decodable {
    let list: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        list = [name]
      } else {
        list = try container.decode([String].self)
      }
    }
  }

  let name: String
  let title: String
  // swift-format-ignore: AlwaysUseLowerCamelCase
  let title_fr: String?
  let description: String?
  let retrieved: String?
  let script: String?
  let licenses: [License]?
  let sources: [Source]?
  let missingValues: [String]?
  let resources: [Resource]
}

extension RawDataPackage.Resource {
  /// The checked description of one table.
  func checked(
    file: String,
    path place: String,
    missingValues: [String]
  ) throws(DataPackageError) -> DataResource {
    guard !path.isEmpty, !path.hasPrefix("/"), !path.contains("://"),
      !path.split(separator: "/").contains("..")
    else {
      throw .invalid(
        file: file,
        path: place + ".path",
        sentence: "a path inside the folder of the data set is needed, got '\(path)'"
      )
    }
    guard !schema.fields.isEmpty else {
      throw .invalid(
        file: file,
        path: place + ".schema.fields",
        sentence: "at least one column is needed"
      )
    }
    var fields: [DataField] = []
    for (index, field) in schema.fields.enumerated() {
      guard let kind = DataField.Kind(rawValue: field.type) else {
        let known = DataField.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid(
          file: file,
          path: place + ".schema.fields[\(index)].type",
          sentence: "one of \(known) is needed, got '\(field.type)'"
        )
      }
      fields.append(
        DataField(
          name: field.name,
          kind: kind,
          meaning: field.description ?? "",
          unit: field.unit,
          unitColumn: field.unitColumn,
          isRequired: field.constraints?.required ?? false,
          minimum: field.constraints?.minimum,
          maximum: field.constraints?.maximum,
          allowedTexts: field.constraints?.enum ?? []
        )
      )
    }
    return DataResource(
      name: name,
      path: path,
      title: title ?? "",
      checksum: try digest(file: file, path: place),
      byteCount: bytes,
      rowCount: rows,
      fields: fields,
      primaryKey: schema.primaryKey?.list ?? [],
      missingValues: schema.missingValues ?? missingValues
    )
  }

  private func digest(file: String, path place: String) throws(DataPackageError) -> String? {
    guard let hash else { return nil }
    let digits = hash.dropFirst(hash.hasPrefix("sha256:") ? 7 : 0)
    guard hash.hasPrefix("sha256:"), digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit)
    else {
      throw .invalid(
        file: file,
        path: place + ".hash",
        sentence: "'sha256:' and 64 hexadecimal digits are needed, got '\(hash)'"
      )
    }
    return digits.lowercased()
  }
}
