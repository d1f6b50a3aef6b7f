import StudySyntax

/// A study to start from.
public enum NewStudy {
  /// The text of a new study.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - french: Whether the prose is French.
  public static func text(title: String, french: Bool) -> String {
    let quoted = title.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return french ? frenchText(quoted) : englishText(quoted)
  }

  private static func englishText(_ title: String) -> String {
    """
    ---
    title: "\(title)"
    lang: en
    seed: 1
    ---

    What is estimated, for whom, and from which sources. The numbers below are invented: replace
    them, and give each its source with `from KEY "where"` (see `ampleur data list`).

    ```ampleur
    ads = count(1200) ad
      label "Paid ads" | fr "Annonces payantes"
      note "Invented for this template"

    price = 80 to 200 EUR/ad/month
      label "Monthly price of an ad" | fr "Prix mensuel d'une annonce"
      note "Invented for this template"

    revenue = ads * price * 12 month/year -> MEUR/year
      label "Annual revenue" | fr "Chiffre d'affaires annuel"

    scenario "half the ads"
      ads = count(600) ad
    ```

    The revenue is {{ revenue }}.

    ```ampleur
    show inputs
    show revenue
    show tornado revenue
    show scenarios revenue
    ```

    """
  }

  private static func frenchText(_ title: String) -> String {
    """
    ---
    title: "\(title)"
    lang: fr
    seed: 1
    ---

    Ce qui est estimé, pour qui, et d'après quelles sources. Les nombres ci-dessous sont inventés :
    remplacez-les et donnez à chacun sa source avec `from CLÉ "où"` (voir `ampleur data list`).

    ```ampleur
    annonces = count(1200) ad
      label "Annonces payantes" | en "Paid ads"
      note "Inventé pour ce modèle"

    prix = 80 to 200 EUR/ad/month
      label "Prix mensuel d'une annonce" | en "Monthly price of an ad"
      note "Inventé pour ce modèle"

    revenu = annonces * prix * 12 month/year -> MEUR/year
      label "Chiffre d'affaires annuel" | en "Annual revenue"

    scenario "moitié moins d'annonces"
      annonces = count(600) ad
    ```

    Le chiffre d'affaires est de {{ revenu }}.

    ```ampleur
    show inputs
    show revenu
    show tornado revenu
    show scenarios revenu
    ```

    """
  }
}
