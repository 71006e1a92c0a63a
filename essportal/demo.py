"""`manage.py demo`: everything a person needs to look at the portal, in one command."""

from essportal.services import Purpose

DEMONSTRATION = Purpose(
    name="demo",
    description="Lance la démonstration du portail.",
    switch="ESSPORTAL_DEMO",
    subject="La démonstration",
    already="Une démonstration tourne déjà",
    greeting="demo_accounts",
    fillings=(("Chargement des données de démonstration…", "load_demo"),),
    may_be_fresh=True,
)
