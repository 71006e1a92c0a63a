"""The legal categories of the Insee that belong to the ESS, by family (loi 2014-856, article 1).

No code says SCIC, nor co-operative in the form of a SAS (5710): the code gives a default, people correct it.
"""

from actors.models import Kind

# fmt: off
ASSOCIATIONS = ["9210", "9220", "9221", "9222", "9223", "9230", "9240", "9260", "5195"]
FOUNDATIONS = ["9300"]
MUTUALS = ["8210", "8250", "8290", "6411"]
SCOPS = ["5458", "5558", "5658"]
COOPERATIVES = [
    "5443", "5451", "5453", "5454", "5455", "5459", "5460", "5543", "5547", "5551", "5552", "5553", "5554", "5555",
    "5559", "5560", "5643", "5647", "5651", "5652", "5653", "5654", "5655", "5659", "5660", "6316", "6317", "6318",
    "6543", "6551", "6554", "6558", "6560", "5191", "5192", "5193", "5194", "5196", "6100", "6595", "6596",
]
# fmt: on

FAMILY = {
    **dict.fromkeys(ASSOCIATIONS, Kind.ASSOCIATION),
    **dict.fromkeys(FOUNDATIONS, Kind.FOUNDATION),
    **dict.fromkeys(MUTUALS, Kind.MUTUAL),
    **dict.fromkeys(SCOPS + COOPERATIVES, Kind.COOPERATIVE),
}

FORMS = {
    "9210": "association non déclarée",
    "9220": "association déclarée",
    "9221": "association déclarée d’insertion par l’économique",
    "9222": "association intermédiaire",
    "9223": "groupement d’employeurs",
    "9230": "association reconnue d’utilité publique",
    "9240": "congrégation",
    "9260": "association de droit local",
    "9300": "fondation",
    "8210": "mutuelle",
    "5195": "association coopérative inscrite",
    "6411": "société d’assurance à forme mutuelle",
    "6317": "société coopérative agricole",
    "6318": "union de sociétés coopératives agricoles",
    **dict.fromkeys(SCOPS, "SCOP"),
}


def family_of(category: str, flag: str) -> str:
    """The default family of a unit, or "" when it is not of the ESS.

    `flag` is the Insee's own answer (O, N or nothing) and wins over the category, except that a public body (4xxx,
    7xxx) never is of the ESS.
    """
    if category[:1] in ("4", "7") or flag == "N":
        return ""
    return FAMILY.get(category) or (Kind.COMMERCIAL if flag == "O" else "")
