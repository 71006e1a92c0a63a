from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from essportal import plurals

APPS = ["essportal", "actors", "consultations", "plans"]


class Command(BaseCommand):
    help = "Écrit le catalogue français des pluriels d’après le code et les pages."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="dit seulement si le catalogue est à jour")

    def handle(self, *args, check=False, **options):
        folder = Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES"
        found = plurals.found(settings.BASE_DIR, APPS)
        wanted = {"django.po": plurals.po(found).encode(), "django.mo": plurals.mo(found)}
        stale = [
            name
            for name, content in wanted.items()
            if not (folder / name).exists() or (folder / name).read_bytes() != content
        ]
        if check and stale:
            raise CommandError("Le catalogue des pluriels n’est plus à jour : lancez « python3 manage.py plurals ».")
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_bytes(wanted[name])
        self.stdout.write(f"{len(found)} pluriels, {'déjà à jour' if not stale else 'écrits'}.")
