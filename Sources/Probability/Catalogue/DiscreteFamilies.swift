import TextCore

extension DistributionCatalogue {
  static let discreteFamilies: [DistributionFamily] = [
    DistributionFamily(
      name: Poisson.familyName,
      summary: LocalText(
        "a number of independent events with a known mean",
        "un nombre d'événements indépendants de moyenne connue"
      ),
      reference: "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, ch. 4",
      example: "poisson(12)",
      forms: [
        DistributionForm(
          family: Poisson.familyName,
          parameters: [DistributionParameter("mean", .value, ">= 0")]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Poisson(mean: values[0])
        }
      ]
    ),
    DistributionFamily(
      name: Binomial.familyName,
      summary: LocalText(
        "a number of successes in independent trials",
        "un nombre de succès en essais indépendants"
      ),
      reference: "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, ch. 3",
      example: "binomial(148, 10%)",
      forms: [
        DistributionForm(
          family: Binomial.familyName,
          parameters: [
            DistributionParameter("n", .value, "a whole number >= 0"),
            DistributionParameter("p", .dimensionless, "between 0 and 1"),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Binomial(trials: values[0], probability: values[1])
        }
      ]
    ),
    DistributionFamily(
      name: NegativeBinomial.familyName,
      summary: LocalText(
        "a count that varies more than Poisson: variance mean + dispersion * mean^2",
        "un comptage surdispersé : variance mean + dispersion * mean^2"
      ),
      reference: "Hilbe 2011, Negative Binomial Regression, 2nd edition (form NB2)",
      example: "negbinomial(mean: 16.5, dispersion: 0.8)",
      forms: [
        DistributionForm(
          family: NegativeBinomial.familyName,
          parameters: [
            DistributionParameter("mean", .value, ">= 0", mustBeLabelled: true),
            DistributionParameter("dispersion", .dimensionless, "> 0", mustBeLabelled: true),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try NegativeBinomial(mean: values[0], dispersion: values[1])
        },
        DistributionForm(
          family: NegativeBinomial.familyName,
          parameters: [
            DistributionParameter("mean", .value, ">= 0", mustBeLabelled: true),
            DistributionParameter("size", .dimensionless, "> 0", mustBeLabelled: true),
          ]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try NegativeBinomial(mean: values[0], size: values[1])
        },
      ]
    ),
    DistributionFamily(
      name: Bernoulli.familyName,
      summary: LocalText("1 with a probability, else 0", "1 avec une probabilité, sinon 0"),
      reference: "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, ch. 3",
      example: "bernoulli(30%)",
      forms: [
        DistributionForm(
          family: Bernoulli.familyName,
          parameters: [DistributionParameter("p", .dimensionless, "between 0 and 1")]
        ) { (values: [Double]) throws(DistributionError) -> any Distribution in
          try Bernoulli(probability: values[0])
        }
      ]
    ),
  ]
}
