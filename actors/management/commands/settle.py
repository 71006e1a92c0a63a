from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from actors import actions
from actors.defaults import POLICY_AREAS
from actors.models import PostKind
from actors.territory import COMMUNES, communes
from essportal import clock
from essportal.errors import Refused


class Command(BaseCommand):
    help = "Ouvre un portail vide : la collectivité, ses communes et la première personne de l’équipe ESS."

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, metavar="NOM", help="nom entier de la collectivité")
        parser.add_argument("--short-name", required=True, metavar="NOM", help="nom court, en haut des pages")
        parser.add_argument("--kind", required=True, metavar="NATURE", help="communauté urbaine, commune…")
        parser.add_argument("--assembly", default="conseil communautaire", metavar="NOM", help="qui délibère")
        parser.add_argument("--epci", required=True, metavar="SIREN", help="EPCI dont les communes font le territoire")
        parser.add_argument("--seat", required=True, metavar="INSEE", help="code Insee de la commune du siège")
        parser.add_argument("--communes", type=Path, default=COMMUNES, metavar="CSV", help="découpage Etalab à lire")
        parser.add_argument("--officer-name", required=True, metavar="NOM", help="prénom et nom")
        parser.add_argument("--officer-email", required=True, metavar="ADRESSE", help="où partira le code")

    def handle(self, **options):
        try:
            _settle(options)
        except (Refused, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(f"Portail ouvert. {options['officer_name']} peut entrer : {options['officer_email']}.")


@transaction.atomic
def _settle(options):
    if not options["communes"].is_file():
        raise CommandError(f"Fichier introuvable : {options['communes']}.")
    territory = communes(options["epci"], options["communes"])
    seat = next((commune for commune in territory if commune.code == options["seat"]), None)
    if seat is None:
        raise CommandError(f"La commune {options['seat']} n’est pas dans l’EPCI {options['epci']} selon ce découpage.")
    validate_email(options["officer_email"])
    names = {name: options[name] for name in ("name", "short_name", "kind", "assembly")}
    actions.settle_authority(by=None, communes=territory, policy_areas=POLICY_AREAS, seat=seat, **names)
    officer = actions.welcome(by=None, email=options["officer_email"], name=options["officer_name"])
    for kind in (PostKind.ESS_TEAM, PostKind.ADMINISTRATOR):
        actions.appoint(officer, by=None, kind=kind, starts_on=clock.today())
