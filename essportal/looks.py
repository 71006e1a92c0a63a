"""How a state looks: its word, then a shape, then a colour. The word is the key, so that a word never has two looks."""

LOOKS = {
    ("none", "wait"): "brouillon, à vérifier, à lancer, en préparation, projet, isolé, rédigée, pas commencée, gelée",
    (
        "half",
        "doing",
    ): "déposée, déposé, en cours, annoncée, relue, nuance, en attente, en liste d’attente, demandé, demandée, ouverte",
    ("open", "doing"): "soumise à relecture, à relire, en relecture, collectif, à revoir",
    ("open", "late"): "soumise à délibération, désaccord, à répondre, à compléter",
    ("full", "ok"): "publiée, publié, tenue, inscrite, réalisée, consensus, vérifiée, vérifié, reçue, nouvelle",
    (
        "yes",
        "ok",
    ): "répondue, retenue, accepté, acceptée, compte rendu publié, envoyée, envoyé, favorable, répondu, satisfait",
    ("part", "ok"): "retenue en partie, accepté avec modification, favorable avec réserves, partiellement retenue",
    ("same", "ok"): "déjà prévue, déjà satisfait",
    ("same", "wait"): "doublon probable",
    ("later", "late"): "reportée, reporté, reçue après l’arrêt",
    ("pause", "late"): "suspendue, gardée ici",
    ("late", "late"): "en retard, document tardif, bloquant, à corriger",
    ("no", "no"): "non retenue, refusé, refusée, rejetée, abandonnée, annulée, annulé, écartée, défavorable, collision",
    (
        "out",
        "wait",
    ): "hors compétence, retirée, retiré, remplacée, dépassée, archivée, archivé, close, clôturée, sans objet",
    ("sealed", "sealed"): "adoptée, scellée",
}
# What an import says of itself and of its rows.
LOOKS_OF_IMPORTS = {
    ("none", "wait"): "nouvelle",
    ("half", "doing"): "lecture en cours, import en cours, modifiée",
    ("open", "doing"): "doublon probable",
    ("full", "ok"): "importé",
    ("same", "ok"): "à jour",
    ("late", "late"): "à corriger",
    ("no", "no"): "illisible",
    ("out", "wait"): "abandonné",
}
# What bodies, minutes and decisions say of themselves.
LOOKS_OF_BODIES = {
    ("none", "wait"): "à faire, à pourvoir",
    ("half", "doing"): "en fonction",
    ("yes", "ok"): "approuvé, faite",
    ("out", "wait"): "dissoute, terminé",
}
# Where a questionnaire or a vote stands.
LOOKS_OF_ASKED = {("half", "doing"): "ouvert", ("out", "wait"): "clos", ("none", "wait"): "annoncé"}
# What becomes of an objection to the synthesis, and of a window.
LOOKS_OF_CONSULTATIONS = {
    ("none", "wait"): "à venir",
    ("open", "late"): "sans réponse",
    ("yes", "ok"): "prise en compte",
    ("part", "ok"): "prise en compte en partie",
    ("out", "wait"): "terminée",
}
# What becomes of a report from a department.
LOOKS_OF_REPORTS = {("half", "doing"): "transmise", ("yes", "ok"): "traitée", ("late", "late"): "aucune mesure"}
# Where a group's proposal and a department's visa stand.
LOOKS_OF_WRITING = {
    ("none", "wait"): "à demander",
    ("half", "doing"): "attendu",
    ("open", "late"): "renvoyée, à confirmer",
    ("part", "ok"): "avec réserve",
    ("same", "ok"): "accord par silence",
    ("late", "late"): "sans correspondant",
    ("out", "late"): "passé outre",
}
ALL = (
    LOOKS,
    LOOKS_OF_IMPORTS,
    LOOKS_OF_BODIES,
    LOOKS_OF_ASKED,
    LOOKS_OF_CONSULTATIONS,
    LOOKS_OF_REPORTS,
    LOOKS_OF_WRITING,
)
UNKNOWN = ("none", "wait")

_by_word = {word: look for looks in ALL for look, words in looks.items() for word in words.split(", ")}


def is_known(word: str) -> bool:
    return str(word).lower() in _by_word


def look_of(word: str) -> tuple[str, str]:
    """Shape and colour of a state, by its French word."""
    return _by_word.get(str(word).lower(), UNKNOWN)
