from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from actors import actions
from actors.imports.faults import explained
from actors.imports.staging import stage
from actors.imports.writing import write
from actors.models import ImportStatus, Outcome, Person, Register
from essportal.errors import Refused

FORMATS = {register.value.replace("_", "-"): register for register in Register}
FORMATS["modele"] = FORMATS.pop("template")
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Importe des organisations dans l’annuaire, à partir de fichiers de cette machine, de toute taille : l’aperçu, "
        "puis l’import si on le confirme."
    )

    def add_arguments(self, parser):
        parser.add_argument("format", choices=sorted(FORMATS), help="d’où viennent ces organisations")
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FICHIER", help="CSV, Parquet, ODS ou XLSX, zippé ou non"
        )
        parser.add_argument("--yes", action="store_true", help="importe sans demander de confirmation")
        parser.add_argument(
            "--by", metavar="ADRESSE", help="la personne de l’équipe ESS au nom de qui l’import est fait"
        )

    def handle(self, **options):
        try:
            self._import(options)
        except Refused as refused:
            raise CommandError(refused.reason) from refused

    def _import(self, options):
        for path in options["files"]:
            if not path.is_file():
                raise CommandError(f"Fichier introuvable : {path}.")
        by = _person(options["by"])
        files = [{"name": path.name, "stored": ""} for path in options["files"]]
        one = actions.note_import(by=by, register=FORMATS[options["format"]], files=files)
        with explained(one.pk):
            one = stage(one.pk, [(path.name, path) for path in options["files"]])
        if one.status == ImportStatus.REFUSED:
            raise CommandError(one.reason)
        self._show(one)
        if not one.rows.to_write().exists():
            self.stdout.write("Rien à importer.")
        elif options["yes"] or self._confirmed():
            actions.begin_writing(one, by=by)
            with explained(one.pk):
                one = write(one.pk)
            self.stdout.write(f"Fiches ajoutées : {one.added}. Fiches modifiées : {one.changed}.")
        else:
            self.stdout.write(f"Rien n’est écrit. L’aperçu attend l’équipe ESS : {one.get_absolute_url()}")

    def _show(self, one):
        read = ngettext("%(count)s ligne lue.", "%(count)s lignes lues.", one.read) % {"count": one.read}
        self.stdout.write(read)
        for outcome in Outcome:
            self.stdout.write(f"  {outcome.label} : {one.rows.filter(outcome=outcome).count()}")
        for row in one.rows.filter(outcome=Outcome.TO_FIX)[:SHOWN]:
            for problem in row.problems:
                self.stdout.write(f"  ligne {row.line or '?'}, {problem['column']} : {problem['why']}")

    def _confirmed(self):
        try:
            return input("Importer dans l’annuaire ? (oui/non) ").strip().lower() in ("o", "oui")
        except EOFError:
            return False


def _person(email):
    if not email:
        return None
    person = Person.objects.filter(email__iexact=email).first()
    if person is None or not person.is_ess_team:
        raise CommandError(f"{email} n’est pas l’adresse d’une personne de l’équipe ESS.")
    return person
