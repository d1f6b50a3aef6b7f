import TextCore

extension DistributionCatalogue {
  static let continuousFamilies: [DistributionFamily] = [
    DistributionFamily(
      name: Uniform.familyName,
      summary: LocalText(
        "any value between two ends is as likely as any other",
        "toute valeur entre deux bornes est également probable"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1995, Continuous Univariate Distributions 2, ch. 26",
      example: "uniform(110, 500)",
      forms: [
        DistributionForm(
          family: Uniform.familyName,
          parameters: [
            DistributionParameter("low", .value, "finite"),
            DistributionParameter("high", .value, "> low"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Uniform(low: values[0], high: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: LogUniform.familyName,
      summary: LocalText(
        "any doubling between two positive ends is as likely as any other",
        "tout doublement entre deux bornes positives est également probable"
      ),
      reference: "Hamming 1970, Bell System Technical Journal 49:1609",
      example: "loguniform(1000, 100000)",
      forms: [
        DistributionForm(
          family: LogUniform.familyName,
          parameters: [
            DistributionParameter("low", .value, "> 0"),
            DistributionParameter("high", .value, "> low"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try LogUniform(low: values[0], high: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: Triangular.familyName,
      summary: LocalText(
        "two ends and a most likely value, joined by straight lines",
        "deux bornes et une valeur la plus probable, reliées par des droites"
      ),
      reference: "Kotz and van Dorp 2004, Beyond Beta, ch. 1",
      example: "triangular(10, 25, 70)",
      forms: [
        DistributionForm(
          family: Triangular.familyName,
          parameters: threePoints
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Triangular(low: values[0], mode: values[1], high: values[2])
        }
      ]
    ),
    DistributionFamily(
      name: Pert.familyName,
      summary: LocalText(
        "two ends and a most likely value, smooth, with more weight near the latter",
        "deux bornes et une valeur la plus probable, lisse, plus concentrée"
      ),
      reference: "Malcolm, Roseboom, Clark and Fazar 1959, Operations Research 7:646",
      example: "pert(1, 2, 4)",
      forms: [
        DistributionForm(
          family: Pert.familyName,
          parameters: threePoints
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Pert(low: values[0], mode: values[1], high: values[2])
        }
      ]
    ),
    DistributionFamily(
      name: Normal.familyName,
      summary: LocalText(
        "symmetric about its mean, for sums of many small effects",
        "symétrique autour de sa moyenne, pour une somme de petits effets"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, ch. 13",
      example: "normal(120, 15)",
      forms: [
        DistributionForm(
          family: Normal.familyName,
          parameters: [
            DistributionParameter("mean", .value, "finite"),
            DistributionParameter("sd", .spread, "> 0"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Normal(mean: values[0], standardDeviation: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: LogNormal.familyName,
      summary: LocalText(
        "positive and skewed: uncertain by a factor rather than by an amount",
        "positive et asymétrique : incertaine à un facteur près"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, ch. 14",
      example: "lognormal(median: 200, gsd: 1.5)",
      forms: [
        DistributionForm(
          family: LogNormal.familyName,
          parameters: [
            DistributionParameter("mu", .logOfValue, "finite", mustBeLabelled: true),
            DistributionParameter("sigma", .dimensionless, "> 0", mustBeLabelled: true),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try LogNormal(mu: values[0], sigma: values[1])
        },
        DistributionForm(
          family: LogNormal.familyName,
          parameters: [
            DistributionParameter("mean", .value, "> 0", mustBeLabelled: true),
            DistributionParameter("sd", .spread, "> 0", mustBeLabelled: true),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try LogNormal(mean: values[0], standardDeviation: values[1])
        },
        DistributionForm(
          family: LogNormal.familyName,
          parameters: [
            DistributionParameter("median", .value, "> 0", mustBeLabelled: true),
            DistributionParameter("gsd", .dimensionless, "> 1", mustBeLabelled: true),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try LogNormal(median: values[0], geometricStandardDeviation: values[1])
        },
      ]
    ),
    DistributionFamily(
      name: Beta.familyName,
      summary: LocalText("a share between 0 and 1", "une part entre 0 et 1"),
      reference:
        "Johnson, Kotz and Balakrishnan 1995, Continuous Univariate Distributions 2, ch. 25",
      example: "beta(mean: 62%, sd: 5%)",
      forms: [
        DistributionForm(
          family: Beta.familyName,
          parameters: [
            DistributionParameter("a", .dimensionless, "> 0"),
            DistributionParameter("b", .dimensionless, "> 0"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Beta(alpha: values[0], beta: values[1])
        },
        DistributionForm(
          family: Beta.familyName,
          parameters: [
            DistributionParameter(
              "mean",
              .dimensionless,
              "between 0 and 1",
              mustBeLabelled: true
            ),
            DistributionParameter(
              "sd",
              .dimensionless,
              "> 0 and < sqrt(mean * (1 - mean))",
              mustBeLabelled: true
            ),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Beta(mean: values[0], standardDeviation: values[1])
        },
      ]
    ),
    DistributionFamily(
      name: Gamma.familyName,
      summary: LocalText(
        "positive and moderately skewed, such as the mean behind a count",
        "positive et modérément asymétrique, comme la moyenne d'un comptage"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, ch. 17",
      example: "gamma(shape: 8.5, rate: 0.1)",
      forms: [
        DistributionForm(
          family: Gamma.familyName,
          parameters: [
            DistributionParameter("shape", .dimensionless, "> 0", mustBeLabelled: true),
            DistributionParameter("rate", .perValue, "> 0", mustBeLabelled: true),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Gamma(shape: values[0], rate: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: Exponential.familyName,
      summary: LocalText(
        "waiting time between events that come at a constant rate",
        "durée d'attente entre événements de taux constant"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, ch. 19",
      example: "exponential(0.25)",
      forms: [
        DistributionForm(
          family: Exponential.familyName,
          parameters: [DistributionParameter("rate", .perValue, "> 0")]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Exponential(rate: values[0])
        }
      ]
    ),
    DistributionFamily(
      name: Weibull.familyName,
      summary: LocalText(
        "durations whose hazard falls (shape < 1) or rises (shape > 1)",
        "durées dont le risque décroît (shape < 1) ou croît (shape > 1)"
      ),
      reference: "Weibull 1951, Journal of Applied Mechanics 18:293",
      example: "weibull(1.5, 30)",
      forms: [
        DistributionForm(
          family: Weibull.familyName,
          parameters: [
            DistributionParameter("shape", .dimensionless, "> 0"),
            DistributionParameter("scale", .value, "> 0"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Weibull(shape: values[0], scale: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: Gumbel.familyName,
      summary: LocalText(
        "the largest of many, such as the busiest day of a year",
        "le plus grand de beaucoup, comme le jour le plus chargé de l'année"
      ),
      reference: "Gumbel 1958, Statistics of Extremes",
      example: "gumbel(100, 12)",
      forms: [
        DistributionForm(
          family: Gumbel.familyName,
          parameters: [
            DistributionParameter("mode", .value, "finite"),
            DistributionParameter("scale", .spread, "> 0"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Gumbel(mode: values[0], scale: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: Student.familyName,
      summary: LocalText(
        "symmetric with heavy tails, for an estimate from a small sample",
        "symétrique à queues lourdes, pour une estimation sur petit échantillon"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1995, Continuous Univariate Distributions 2, ch. 28",
      example: "student(4, 120, 15)",
      forms: [
        DistributionForm(
          family: Student.familyName,
          parameters: [
            DistributionParameter("df", .dimensionless, "> 0"),
            DistributionParameter("location", .value, "finite"),
            DistributionParameter("scale", .spread, "> 0"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Student(degreesOfFreedom: values[0], location: values[1], scale: values[2])
        }
      ]
    ),
  ]

  private static let threePoints = [
    DistributionParameter("low", .value, "finite"),
    DistributionParameter("mode", .value, "from low to high"),
    DistributionParameter("high", .value, "> low"),
  ]
}
