from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from actors import founding
from essportal import clock
from essportal.typography import moment


class Command(BaseCommand):
    help = "Donne l’adresse qui fait de la première personne l’administratrice d’un portail vide."

    def handle(self, **options):
        if not founding.is_open():
            self.stdout.write("Ce portail a déjà son administrateur : entrez avec votre adresse de courriel.")
            return
        address = settings.SITE_URL + reverse("actors:found", args=[founding.new_key()])
        until = moment(clock.now() + founding.LIVES)
        self.stdout.write(f"Ce portail est vide. Pour en prendre la clé, ouvrez cette adresse avant le {until} :")
        self.stdout.write(f"  {address}")
        self.stdout.write("Elle sert une seule fois : gardez-la pour vous.")
        if settings.EMAIL_ON_CONSOLE:
            self.stdout.write("Le code de connexion paraîtra dans cette console.")
