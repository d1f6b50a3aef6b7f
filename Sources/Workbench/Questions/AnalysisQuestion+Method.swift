import StudyLanguage

/// What goes with a method of `ampleur sensitivity`.
public struct MethodOptions: Sendable {
  /// Whether an input that does nothing shows the noise.
  public var addsDummy: Bool
  /// The groups of inputs that are asked about as one.
  public var groups: [InputGroup]
  /// Whether the interaction of each pair is asked for.
  public var secondOrder: Bool
  /// The value to pass, as it was typed.
  public var above: String?

  /// Collects the options.
  public init(
    addsDummy: Bool = false,
    groups: [InputGroup] = [],
    secondOrder: Bool = false,
    above: String? = nil
  ) {
    self.addsDummy = addsDummy
    self.groups = groups
    self.secondOrder = secondOrder
    self.above = above
  }
}

extension Inquiry {
  /// The words that `--method` takes besides the methods of indices.
  public static var questionWords: [String] {
    QuestionCatalogue.all.filter { $0.command != nil }.map(\.word)
  }

  /// The question that a method and its options ask.
  ///
  /// - Parameters:
  ///   - method: A method of indices, or one of ``questionWords``.
  ///   - options: What goes with it.
  ///   - name: The quantity; `nil` for the headline.
  /// - Throws: `WorkbenchError.usage` for options that do not go with the method.
  public func question(
    _ method: String,
    _ options: MethodOptions,
    of name: String?
  ) throws(WorkbenchError) -> AnalysisQuestion {
    let command = QuestionCatalogue.question(method)?.command
    try refuse(options, with: method, command)
    switch command {
    case nil:
      return .sensitivity(
        method: method,
        addsDummy: options.addsDummy,
        groups: options.groups,
        secondOrder: options.secondOrder
      )
    case .plain(let question): return question
    case .groups(let question): return question(options.groups)
    case .threshold(let question):
      guard let above = options.above else {
        throw .usage("--method \(method) needs --above, such as --above 20.")
      }
      return question(try number(above, for: name))
    }
  }

  /// Refuses options that do not go with a method.
  private func refuse(
    _ options: MethodOptions,
    with method: String,
    _ command: Question.Command?
  ) throws(WorkbenchError) {
    var takesGroups = command == nil
    var takesThreshold = false
    if case .groups = command { takesGroups = true }
    if case .threshold = command { takesThreshold = true }
    for (option, isGiven, isTaken) in [
      ("--dummy", options.addsDummy, command == nil),
      ("--group", !options.groups.isEmpty, takesGroups),
      ("--second-order", options.secondOrder, command == nil),
    ] where isGiven && !isTaken {
      let place = option == "--group" ? "indices of inputs and information" : "indices of inputs"
      throw .usage("\(option) goes with the \(place), not with \(method).")
    }
    if options.above != nil, !takesThreshold {
      throw .usage("--above goes with --method discovery, not with \(method).")
    }
  }
}
