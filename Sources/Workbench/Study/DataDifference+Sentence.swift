import Tables

extension DataDifference {
  /// The warning on a file of data that was changed after it was described, with the remedy.
  var sentence: String {
    let what =
      switch kind {
      case .digest: "its SHA-256 digest differs"
      case .rows(let stated, let found): "\(stated) rows are stated, it has \(found)"
      }
    return "`\(file)` is not the file that its `datapackage.json` describes: \(what). Restore the"
      + " file or, if the change is meant, correct the description; `ampleur data check` says how."
  }

  /// The same for a reader of a report, in one clause.
  func remark(in words: Wording) -> String {
    switch kind {
    case .digest:
      words(
        "differs from the checksum in its description: the figures rest on a changed file",
        "diffère de la somme de contrôle de sa description : les chiffres reposent sur un"
          + " fichier modifié"
      )
    case .rows(let stated, let found):
      words(
        "has \(found) rows where its description states \(stated): the figures rest on a changed"
          + " file",
        "compte \(found) lignes là où sa description en indique \(stated) : les chiffres"
          + " reposent sur un fichier modifié"
      )
    }
  }
}
