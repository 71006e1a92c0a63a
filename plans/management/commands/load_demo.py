from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.demonstration.telling import tell


class Command(BaseCommand):
    help = "Charge les données de démonstration dans un portail vide."

    def handle(self, **options):
        if not settings.CLOCK_CAN_BE_SET:
            raise CommandError("Les données de démonstration ne se chargent pas ici : ESSPORTAL_DEMO vaut 0.")
        if tell(self.stdout.write):
            self.stdout.write("Données de démonstration chargées.")
        else:
            self.stdout.write("Ce portail contient déjà des données : rien n’a été chargé.")
