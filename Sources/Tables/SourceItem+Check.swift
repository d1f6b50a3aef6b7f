import TextCore

extension SourceItem {
  /// What is wrong with an entry, a sentence each; empty for a sound one.
  var problems: [String] {
    var sentences: [String] = []
    if title.isEmpty || type.isEmpty {
      sentences.append("source '\(id)' needs a title and a type")
    } else if !Self.types.contains(type) {
      let near = NearestName.nearest(to: type, in: Self.types, beginnings: true)
      sentences.append(
        "source '\(id)': '\(type)' is not a type of the Citation Style Language"
          + (near.map { "; did you mean '\($0)'?" } ?? ", as report, webpage or article-newspaper")
      )
    }
    if !url.isEmpty, Self.page(url) == nil {
      sentences.append(
        "source '\(id)': '\(url)' is not an address; it must begin with https:// or http:// and"
          + " name a site"
      )
    }
    for text in [title, publisher, note] + authors {
      if let problem = PersonalDetails.problem(in: text) {
        sentences.append("source '\(id)': \(problem)")
      }
    }
    return sentences
  }

  /// The page that an address leads to, without what two spellings of it may differ in; nil for a
  /// text that is no address.
  static func page(_ address: String) -> String? {
    let lower = address.lowercased()
    guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }) else {
      return nil
    }
    var rest = address.dropFirst(scheme.count)
    guard !rest.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "<" || $0 == ">" }) else {
      return nil
    }
    rest = rest.prefix { $0 != "#" }
    var host = rest.prefix { $0 != "/" && $0 != "?" }.lowercased()
    if host.hasPrefix("www.") { host.removeFirst(4) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), !host.contains("@") else {
      return nil
    }
    var path = rest.drop { $0 != "/" && $0 != "?" }
    while path.last == "/" { path.removeLast() }
    return host + path
  }

  /// The types of CSL 1.0.2.
  ///
  /// Reference: Citation Style Language 1.0.2, appendix III.
  private static let types = [
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score",
    "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
  ]
}
