import Probability
import Synchronization

/// The fast quantiles of a model's inputs, each prepared once, when it is first drawn.
final class SamplerStore: Sendable {
  private struct Key: Hashable {
    let input: Int
    let place: Int
  }

  /// A distribution whose fast quantile will be needed.
  struct Request: Sendable {
    let distribution: any Distribution
    let input: Int
    let place: Int
  }

  private let prepared = Mutex<[Key: QuantileSampler]>([:])

  /// Prepares samplers, several at a time.
  func prepare(_ requests: [Request], threads: Int) {
    let known = prepared.withLock { Set($0.keys) }
    var missing: [Key: Request] = [:]
    for request in requests {
      let key = Key(input: request.input, place: request.place)
      if !known.contains(key) { missing[key] = request }
    }
    let open = missing.sorted { ($0.key.input, $0.key.place) < ($1.key.input, $1.key.place) }
    guard open.count > 1 && threads > 1 else { return }
    let made = Parallel.units(open.count, threads: threads, progress: nil, worker: { Made() }) {
      (made, index) in
      made.samplers.append((open[index].key, QuantileSampler(open[index].value.distribution)))
      return true
    }
    prepared.withLock { prepared in
      for (key, sampler) in (made ?? []).flatMap(\.samplers) { prepared[key] = sampler }
    }
  }

  /// What one thread made.
  private final class Made {
    var samplers: [(Key, QuantileSampler)] = []
  }

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
