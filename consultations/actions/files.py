"""Files joined to a draft: already checked by the form, stored under a name that the portal draws."""

import hashlib
import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from consultations import tasks
from consultations.models import Attachment, Contribution, ContributionStatus
from essportal.errors import Refused

MOST_FILES = 5


@transaction.atomic
def attach_file(draft, *, by, name: str, content: bytes, content_type: str) -> Attachment:
    """Join one file to one's own draft; the same bytes twice are one file."""
    draft = _lock_draft(draft, by)
    digest = hashlib.sha256(content).hexdigest()
    if found := draft.attachments.filter(sha256=digest).first():
        return found
    if draft.attachments.count() >= MOST_FILES:
        raise Refused(_("Une contribution porte au plus %(count)s fichiers.") % {"count": MOST_FILES})
    return keep_file(draft, name=name, content=content, content_type=content_type)


def keep_file(contribution, *, name: str, content: bytes, content_type: str) -> Attachment:
    return Attachment.objects.create(
        contribution=contribution,
        file=ContentFile(content, name=f"{uuid.uuid4().hex}{PurePath(name).suffix.lower()}"),
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@transaction.atomic
def detach_file(attachment, *, by) -> None:
    _lock_draft(attachment.contribution, by)
    stored = attachment.file.name
    attachment.delete()
    tasks.delete_files.defer(names=[stored])


def _lock_draft(draft, by):
    draft = Contribution.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.author_id != by.pk or draft.status != ContributionStatus.DRAFT:
        raise Refused(_("Les fichiers ne changent que sur vos propres brouillons."))
    return draft
