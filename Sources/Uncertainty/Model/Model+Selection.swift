extension Model {
  /// The same model with some of its outputs, so that a run keeps no draws of the others.
  ///
  /// Inputs, coordinates and assertions stay as they are, so the draws of the outputs that are
  /// kept do not change.
  ///
  /// - Parameter names: The names of the outputs to keep; unknown names are ignored.
  public func keeping(outputs names: Set<String>) -> Model {
    Model(
      nodes: nodes,
      inputs: inputs,
      outputs: outputs.filter { names.contains($0.name) },
      assertions: assertions,
      groups: groups,
      coordinatePlan: coordinatePlan
    )
  }
}
