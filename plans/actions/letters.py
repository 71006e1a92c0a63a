from django.db import transaction
from django.utils.translation import gettext

from actors.models import Person
from essportal.errors import Refused
from essportal.journal import record
from plans import tasks
from plans.journal import Verb
from plans.models import Version
from plans.selectors.lettering import to_tell


@transaction.atomic
def send_letters(version: Version, *, by: Person) -> int:
    """One task for each organisation that said something and has no letter of this version yet; how many."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not (version.submitted_at and version.is_public):
        raise Refused(
            gettext("Les réponses de la version %(number)s ne sont pas publiques : aucune lettre ne part.")
            % {"number": version.number}
        )
    waiting = list(to_tell(version).values_list("pk", flat=True))
    for organisation in waiting:
        tasks.send_letter.defer(version_id=version.pk, organisation_id=organisation)
    if waiting:
        record(Verb.LETTERS_SENT, version, by=by, count=len(waiting))
    return len(waiting)
