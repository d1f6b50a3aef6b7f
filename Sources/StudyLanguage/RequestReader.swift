import StudySyntax

/// Reads the requests of a study by the forms of the questions there are.
extension ResultReader {
  /// The form of a request and its names; `nil`, with a message, where there is no such question.
  private func form(_ show: Show) -> (form: RequestForm, names: [Expression])? {
    let forms = run.requestForms
    guard let word = show.word else {
      // One name alone may be the word of a question, as in `show inputs`.
      if show.names.count == 1, case .name(let name) = show.names[0].kind, let form = forms[name] {
        return (form, [])
      }
      return (.value, show.names)
    }
    if let form = forms[word.name] { return (form, show.names) }
    guard let next = show.names.first else { return nil }
    let text = elaborator.scope.file.text(next.span)
    elaborator.report(
      "unknown-show",
      "There is no table or chart called `\(word.name)`.",
      word.span,
      label: "unknown word",
      help: elaborator.nearest(to: word.name, in: Array(forms.keys)).map {
        Advice.write($0, at: word.span, "did you mean `show \($0) \(text)`?")
      }
        ?? Advice(
          "write `show \(text)`, `show chart \(text)` or `show tornado \(text)`",
          fixes: [
            [TextEdit(SourceSpan(word.span.start, next.span.start), "")],
            [TextEdit(word.span, "chart")], [TextEdit(word.span, "tornado")],
          ]
        )
    )
    return nil
  }

  /// Advice for a request with too many or too few names.
  private func advice(_ show: Show, _ form: RequestForm) -> Advice {
    guard form.names.upperBound == 0, let last = show.names.last else {
      return Advice("as in `\(form.example)`")
    }
    return .remove(SourceSpan(show.firstSpan.end, last.span.end), "write `\(form.example)`")
  }

  mutating func readRequest(_ placed: PlacedStatement) {
    guard case .show(let show) = placed.statement.kind else { return }
    elaborator.scope.file = placed.file
    guard let (form, written) = form(show) else { return }
    if let joining = show.joining, form.by != .names {
      elaborator.report(
        "malformed-show",
        "Names are separated by commas here; found `\(joining.name)`.",
        joining.span,
        label: "not a comma",
        help: .write(",", at: joining.span, "write `,`")
      )
      return
    }
    let names = form.by == .names ? show.by + written : written
    guard form.names.contains(names.count) else {
      let least = form.names.lowerBound
      let wanted =
        form.names.upperBound == 0
        ? "takes no name" : least == 1 ? "needs the name of a quantity" : "needs \(least) names"
      let came = names.isEmpty ? "none came" : names.count == 1 ? "one came" : "\(names.count) came"
      elaborator.report(
        "malformed-show",
        "`show \(form.word)` \(wanted); \(came).",
        show.firstSpan,
        label: form.names.upperBound < names.count ? "too many names" : "no name",
        help: advice(show, form)
      )
      return
    }
    var targets: [StudyRequest.Target] = []
    for name in names {
      guard let target = target(name, placed.file) else { return }
      targets.append(target)
    }
    var goal: Double?
    if let expression = show.target, let last = targets.last,
      let value = elaborator.values[last.quantity]
    {
      elaborator.scope = Elaborator.Scope(file: placed.file, owner: "show")
      guard let number = bound(expression, value) else { return }
      goal = number
    }
    if let advice = form.targetAdvice, goal == nil {
      elaborator.scope.file = placed.file
      elaborator.report(
        "malformed-show",
        "`show \(form.word)` needs the value to reach.",
        show.firstSpan,
        label: "no `at`",
        help: Advice(advice)
      )
      return
    }
    var method: String?
    if form.by == .method, let first = show.by.first, case .name(let name) = first.kind {
      method = name
    }
    requests.append(
      StudyRequest(
        form: form,
        quantities: targets,
        method: method,
        target: goal,
        blockLine: placed.blockLine,
        span: placed.statement.span
      )
    )
  }
}
