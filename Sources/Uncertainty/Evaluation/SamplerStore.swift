import Probability
import Synchronization

/// The fast quantiles of a model's inputs, each prepared once, when it is first drawn.
final class SamplerStore: Sendable {
  private struct Key: Hashable {
    let input: Int
    let place: Int
  }

  private let prepared = Mutex<[Key: QuantileSampler]>([:])

  /// The sampler of a distribution.
  ///
  /// - Parameters:
  ///   - distribution: The one distribution of this place.
  ///   - input: The input.
  ///   - place: The stick-breaking fraction of a Dirichlet input, else 0.
  func sampler(of distribution: any Distribution, input: Int, place: Int) -> QuantileSampler {
    let key = Key(input: input, place: place)
    return prepared.withLock { prepared in
      if let known = prepared[key] { return known }
      let sampler = QuantileSampler(distribution)
      prepared[key] = sampler
      return sampler
    }
  }
}
