import TextCore

extension DistributionCatalogue {
  static let structuralFamilies: [DistributionFamily] = [
    DistributionFamily(
      structure: .discrete,
      summary: LocalText("a list of values with their weights", "une liste de valeurs et de poids"),
      reference: "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, ch. 1",
      example: "discrete({ 1: 70%, 2: 20%, 5: 10% })"
    ),
    DistributionFamily(
      structure: .dirichlet,
      summary: LocalText(
        "shares of an index that sum to 1 in every draw",
        "parts d'un index dont la somme est 1 à chaque tirage"
      ),
      reference: "Connor and Mosimann 1969, JASA 64:194",
      example: "dirichlet({ base: 7, boosted: 2, top: 1 })"
    ),
    DistributionFamily(
      structure: .mixture,
      summary: LocalText(
        "one of several distributions, each with its weight",
        "une loi parmi plusieurs, chacune avec son poids"
      ),
      reference: "McLachlan and Peel 2000, Finite Mixture Models, ch. 1",
      example: "mixture({ 60%: normal(100, 10), 40%: normal(150, 20) })"
    ),
    DistributionFamily(
      structure: .truncate,
      summary: LocalText(
        "another distribution, given that its value lies between two ends",
        "une autre loi, sachant que la valeur est entre deux bornes"
      ),
      reference:
        "Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, sec. 10.1",
      example: "truncate(normal(100, 40), 0, 200)"
    ),
    DistributionFamily(
      structure: .empirical,
      summary: LocalText(
        "the values of a column, each as likely as any other",
        "les valeurs d'une colonne, toutes également probables"
      ),
      reference: "Hyndman and Fan 1996, The American Statistician 50:361",
      example: "empirical(dataset(\"pharos\").reports)"
    ),
    DistributionFamily(
      structure: .quantiles,
      summary: LocalText(
        "a smooth distribution through stated quantiles (metalog)",
        "une loi lisse passant par des quantiles donnés (metalog)"
      ),
      reference: "Keelin 2016, Decision Analysis 13:243",
      example: "quantiles({ 5%: 110, 50%: 220, 95%: 500 })"
    ),
  ]
}
