import Probability
import Testing

/// A distribution under test, with a readable name.
struct Instance: Sendable, CustomTestStringConvertible {
  let name: String
  let distribution: any Distribution

  var testDescription: String { name }
}

/// Parameter sets for every scalar form of the catalogue, ordinary and extreme, by signature.
let parameterSets: [String: [[Double]]] = [
  "uniform(low, high)": [[0, 1], [110, 500], [-1e-3, 1e9]],
  "loguniform(low, high)": [[1, 100], [1e-9, 1e12], [10, 10.0001]],
  "triangular(low, mode, high)": [[10, 25, 70], [0, 0, 1], [-5, 3, 3], [1e6, 1.5e6, 9e6]],
  "pert(low, mode, high)": [[1, 2, 4], [10, 20, 50], [0, 0, 1], [0, 1, 1]],
  "normal(mean, sd)": [[0, 1], [120, 15], [-3e6, 0.01]],
  "lognormal(mu:, sigma:)": [[0, 1], [9.34, 0.067], [2, 3]],
  "lognormal(mean:, sd:)": [[40, 32], [1e6, 10]],
  "lognormal(median:, gsd:)": [[200, 1.5]],
  "beta(a, b)": [
    [2, 3], [0.5, 0.5], [178.5, 162822.5], [0.1, 30], [1, 1], [8000, 3000], [1, 5], [60, 0.7],
  ],
  "beta(mean:, sd:)": [[0.62, 0.05], [0.02, 0.1]],
  "gamma(shape:, rate:)": [[8.5, 0.1], [0.1, 1], [8424.5, 1], [1, 2], [2e6, 3], [0.02, 5]],
  "exponential(rate)": [[0.25], [1e6]],
  "weibull(shape, scale)": [[1.5, 30], [0.4, 2], [25, 1e3]],
  "gumbel(mode, scale)": [[100, 12], [-1, 0.01]],
  "student(df, location, scale)": [
    [4, 120, 15], [2.5, 0, 1], [1, 0, 1], [1.5, 3, 2], [300, 0, 1], [0.7, 0, 1],
  ],
  "poisson(mean)": [[12], [0.01], [900], [3e5]],
  "binomial(n, p)": [[148, 0.1], [1, 0.3], [100000, 0.00123], [50, 0.97], [0, 0.5], [7, 1]],
  "negbinomial(mean:, dispersion:)": [[16.5, 0.8], [3, 2], [1000, 0.001]],
  "negbinomial(mean:, size:)": [[10, 2.3]],
  "bernoulli(p)": [[0.3], [1], [0]],
]

/// One instance for each parameter set of the catalogue.
func scalarInstances() throws -> [Instance] {
  var instances: [Instance] = []
  for family in DistributionCatalogue.families {
    for form in family.forms {
      for values in parameterSets[form.signature] ?? [] {
        instances.append(
          Instance(name: "\(form.signature) \(values)", distribution: try form.make(values))
        )
      }
    }
  }
  return instances
}

/// Instances of the families that are built from lists or other distributions.
func structuralInstances() throws -> [Instance] {
  let normal = try Normal(mean: 100, standardDeviation: 40)
  let wide = try LogNormal(p05: 10, p95: 100)
  let list: [(String, any Distribution)] = [
    ("discrete", try Discrete(values: [5, 1, 2, 2], weights: [1, 6, 2, 1])),
    ("empirical", try Empirical([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])),
    ("constant", try Constant(7.5)),
    (
      "mixture of normals",
      try Mixture(
        weights: [0.6, 0.4],
        components: [
          try Normal(mean: 100, standardDeviation: 10),
          try Normal(mean: 150, standardDeviation: 20),
        ]
      )
    ),
    (
      "mixture far apart",
      try Mixture(
        weights: [1, 1],
        components: [try Uniform(low: 0, high: 1), try Uniform(low: 10, high: 12)]
      )
    ),
    (
      "mixture of counts",
      try Mixture(weights: [3, 1], components: [try Poisson(mean: 4), try Poisson(mean: 40)])
    ),
    ("truncated normal", try Truncated(normal, low: 0, high: 200)),
    ("truncated normal, upper tail", try Truncated(normal, low: 300, high: .infinity)),
    ("truncated lognormal", try Truncated(wide, low: -.infinity, high: 80)),
    ("truncated student", try Truncated(try Student(degreesOfFreedom: 1), low: -2, high: 30)),
    ("truncated poisson", try Truncated(try Poisson(mean: 3), low: 1, high: .infinity)),
    ("affine lognormal", try Affine(wide, shift: -3, scale: 0.01)),
    ("reflected gamma", try Affine(try Gamma(shape: 2, rate: 1), shift: 10, scale: -4)),
    (
      "reflected binomial",
      try Affine(try Binomial(trials: 9, probability: 0.2), shift: 9, scale: -1)
    ),
    (
      "metalog",
      try Metalog(probabilities: [0.05, 0.5, 0.95], values: [110, 220, 500])
    ),
    (
      "metalog above 0",
      try Metalog(probabilities: [0.05, 0.5, 0.95], values: [110, 220, 500], low: 0)
    ),
    (
      "metalog below 10",
      try Metalog(probabilities: [0.1, 0.5, 0.9], values: [5, 7, 8.5], high: 10)
    ),
    (
      "metalog between 0 and 1",
      try Metalog(
        probabilities: [0.05, 0.25, 0.5, 0.75, 0.95],
        values: [0.1, 0.3, 0.45, 0.6, 0.85],
        low: 0,
        high: 1
      )
    ),
    (
      "interpolated quantiles",
      try InterpolatedQuantiles(
        probabilities: [0.05, 0.25, 0.5, 0.75, 0.95],
        values: [1, 2, 10, 11, 40]
      )
    ),
    (
      "interpolated quantiles above 0",
      try InterpolatedQuantiles(
        probabilities: [0.05, 0.5, 0.95],
        values: [1, 2, 3],
        low: 0
      )
    ),
  ]
  return list.map { Instance(name: $0.0, distribution: $0.1) }
}

/// All instances; a failure to build one shows as an empty list in the test of coverage.
let allInstances: [Instance] =
  ((try? scalarInstances()) ?? []) + ((try? structuralInstances()) ?? [])
/// The instances with a density.
let continuousInstances = allInstances.filter { !$0.distribution.isDiscrete }
/// The instances on countable sets.
let discreteInstances = allInstances.filter { $0.distribution.isDiscrete }

/// Probabilities at which laws are tried.
let probabilities: [Double] = [
  0x1p-33, 1e-7, 1e-4, 0.003, 0.02, 0.1, 0.25, 0.3701, 0.5, 0.61, 0.75, 0.9, 0.98, 0.9993, 0.999999,
  1 - 0x1p-33,
]
