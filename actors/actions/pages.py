"""Writing the information pages, the words of the glossary, and recording accessibility audits."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import AccessibilityAudit, LocalAuthority, Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.models import PageText


def write_page(key: str, *, by: Person, base: int, text: str, title: str = "", note: str = "") -> PageText:
    """Add a text to a page. `base` is the number of the one it started from: nobody writes over another unknowingly."""
    try:
        with transaction.atomic():
            written = PageText.objects.create(
                key=key, number=base + 1, title=title, text=text, note=note, by=by, at=clock.now()
            )
            record(Verb.PAGE_WRITTEN, written, by=by, page=key)
    except IntegrityError as error:
        raise Refused(
            _("Quelqu’un d’autre vient d’enregistrer ce texte. Revenez en arrière : le vôtre y est encore.")
        ) from error
    return written


@transaction.atomic
def record_audit(*, by: Person, done_on, rate, auditor: str) -> AccessibilityAudit:
    """From now on every page says what the newest audit found, until it is no longer valid."""
    authority = LocalAuthority.objects.select_for_update().get()
    audit = AccessibilityAudit.objects.create(
        done_on=done_on, rate=rate, auditor=auditor, recorded_by=by, recorded_at=clock.now()
    )
    _keep_in_step(authority)
    record(Verb.AUDIT_RECORDED, audit, by=by)
    return audit


@transaction.atomic
def cancel_audit(audit: AccessibilityAudit, *, by: Person) -> AccessibilityAudit:
    authority = LocalAuthority.objects.select_for_update().get()
    audit = AccessibilityAudit.objects.select_for_update().get(pk=audit.pk)
    if audit.cancelled_at:
        raise Refused(_("Cet audit est déjà annulé."))
    audit.cancelled_at = clock.now()
    audit.save(update_fields=["cancelled_at"])
    _keep_in_step(authority)
    record(Verb.AUDIT_CANCELLED, audit, by=by)
    return audit


def _keep_in_step(authority) -> None:
    authority.audit = AccessibilityAudit.objects.filter(cancelled_at__isnull=True).first()
    authority.save(update_fields=["audit"])
