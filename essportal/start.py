"""`manage.py start`: the portal of a real town, empty at first; it can never be emptied by an option."""

from essportal.services import Purpose

TOWN = Purpose(
    name="start",
    description="Lance le portail d’une collectivité, vide la première fois.",
    switch="ESSPORTAL_START",
    subject="Le portail",
    already="Un portail tourne déjà",
    greeting="first_key",
)
