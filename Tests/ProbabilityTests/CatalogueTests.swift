import Probability
import Testing

@Suite struct CatalogueTests {
  @Test func `Names are unique and found`() {
    let names = DistributionCatalogue.families.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(DistributionCatalogue.family(named: name)?.name == name) }
    #expect(DistributionCatalogue.family(named: "zeta") == nil)
  }

  @Test func `The catalogue covers the language`() {
    let signatures = DistributionCatalogue.families.flatMap { $0.forms.map(\.signature) }
    #expect(Set(signatures) == Set(parameterSets.keys))
    let structures = DistributionCatalogue.families.compactMap(\.structure)
    #expect(Set(structures) == Set(DistributionStructure.allCases))
  }

  @Test func `A made distribution carries the name of its family`() throws {
    for family in DistributionCatalogue.families {
      #expect(family.example.hasPrefix("\(family.name)("))
      #expect(!family.summary.english.isEmpty && !family.summary.french.isEmpty)
      #expect(!family.reference.isEmpty)
      for form in family.forms {
        let made = try form.make(try #require(parameterSets[form.signature])[0])
        #expect(type(of: made).familyName == family.name)
      }
    }
  }

  @Test func `Labels and places select a form`() throws {
    let lognormal = try #require(DistributionCatalogue.family(named: "lognormal"))
    let byMean = try #require(lognormal.form(labels: ["sd", "mean"]))
    #expect(byMean.form.signature == "lognormal(mean:, sd:)")
    #expect(byMean.arguments == [1, 0])
    #expect(lognormal.form(labels: [nil, nil]) == nil)
    #expect(lognormal.form(labels: ["mean", "sigma"]) == nil)
    let normal = try #require(DistributionCatalogue.family(named: "normal"))
    #expect(normal.form(labels: [nil, "sd"])?.arguments == [0, 1])
    #expect(normal.form(labels: [nil, nil, nil]) == nil)
    let beta = try #require(DistributionCatalogue.family(named: "beta"))
    #expect(beta.form(labels: [nil, nil])?.form.signature == "beta(a, b)")
  }
}
