from django.core.management.base import BaseCommand

from actors.models import Correspondent, ElectedMember, Person, Post, PostKind, Representative
from essportal import clock

POSTS = {
    PostKind.ESS_TEAM: "équipe ESS",
    PostKind.GENERAL_MANAGEMENT: "direction générale",
    PostKind.SECRETARIAT: "secrétariat",
    PostKind.DPO: "protection des données",
    PostKind.ADMINISTRATOR: "administrateur",
}


class Command(BaseCommand):
    help = "Dit avec quelles adresses entrer dans la démonstration."

    def handle(self, **options):
        accounts = [(role, person) for role, person in _accounts() if person]
        if not accounts:
            return
        wide = [max(len(text) for text in column) for column in zip(*((r, p.name) for r, p in accounts), strict=True)]
        self.stdout.write("Pour entrer, donnez l’une de ces adresses ; le code paraît dans cette console.")
        for role, person in accounts:
            self.stdout.write(f"  {role:<{wide[0]}}  {person.name:<{wide[1]}}  {person.email}")


def _accounts():
    """One person for each role, the first to have held it."""
    people = Person.objects.filter(erased_at=None, is_active=True)
    today = clock.today()
    for kind, role in POSTS.items():
        yield role, people.filter(post__in=Post.objects.valid_on(today).filter(kind=kind)).order_by("pk").first()
    roles = {
        "élu": ("electedmember__in", ElectedMember.objects.valid_on(today)),
        "correspondant": ("correspondences__in", Correspondent.objects.filter(starts_on__lte=today, ends_on=None)),
        "organisation": ("representative__in", Representative.objects.valid_on(today)),
    }
    for role, (through, links) in roles.items():
        yield role, people.filter(**{through: links}).order_by("pk").first()
