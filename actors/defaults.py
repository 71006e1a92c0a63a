"""What a portal offers before its authority has chosen: all of it can be changed in the settings."""

# What an authority of the bloc communal deals with, where the ESS is at work; the portal sorts by these.
POLICY_AREAS = [
    ("agriculture", "Agriculture, alimentation"),
    ("culture", "Culture"),
    ("sport", "Sport"),
    ("economie", "Économie, emploi"),
    ("tourisme", "Tourisme"),
    ("sante", "Santé"),
    ("fragiles", "Personnes fragiles"),
    ("restauration", "Restauration scolaire"),
    ("mobilite", "Mobilité"),
    ("habitat", "Habitat"),
    ("dechets", "Déchets, réemploi"),
    ("jeunesse", "Jeunesse, éducation"),
]
KINDS = [
    "commune",
    "communauté de communes",
    "communauté d’agglomération",
    "communauté urbaine",
    "métropole",
    "pôle d’équilibre territorial et rural",
    "syndicat mixte",
    "département",
    "région",
    "collectivité à statut particulier",
]
ASSEMBLIES = [
    "conseil municipal",
    "conseil communautaire",
    "conseil métropolitain",
    "comité syndical",
    "conseil départemental",
    "conseil régional",
    "assemblée",
]
