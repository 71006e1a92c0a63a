import re

from django.core.management.base import BaseCommand, CommandError

from plans.models import Version
from plans.sealing import verify_chain

SEAL = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = "Recalcule tous les sceaux et nomme la version et la clause modifiées."

    def add_arguments(self, parser):
        parser.add_argument("--expect", metavar="SCEAU", help="un sceau noté ailleurs, que la chaîne doit contenir")

    def handle(self, *args, expect=None, **options):
        if expect is not None and not SEAL.fullmatch(expect := expect.strip().lower()):
            raise CommandError("Un sceau s’écrit avec 64 chiffres ou lettres de a à f : recopiez-le en entier.")
        found = verify_chain(expect)
        if found:
            raise CommandError("\n".join(found))
        newest = Version.objects.order_by("-number").first()
        count = Version.objects.count()
        self.stdout.write(f"{count} version(s), tous les sceaux sont justes.")
        if newest:
            self.stdout.write(f"Dernier sceau (version {newest.number}) : {newest.seal}")
