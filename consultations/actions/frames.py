"""The frame once people can read it: its windows, what changed in it and why, and the bilan that closes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions.asked import seal_ended
from consultations.bases import require_read
from consultations.journal import Verb
from consultations.models import ClosingReport, Consultation, FrameRevision, Permission, Window
from consultations.selectors.participation import figures
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.typography import moment


def note(consultation, *, by, reason, changes) -> None:
    """Write down what changed for those who had read it before; nothing before the frame is published."""
    changes = [change for change in changes if change["before"] != change["after"]]
    if not consultation.published_at or not changes:
        return
    if not reason.strip():
        raise Refused(_("Ce cadre est publié : dites pourquoi vous le changez. Tout le monde le lira."))
    FrameRevision.objects.create(
        consultation=consultation, at=clock.now(), by=by, reason=reason.strip(), changes=changes
    )


@transaction.atomic
def add_window(consultation, *, by, permission, opens_at, closes_at, reason="") -> Window:
    consultation = _lock(consultation)
    _require_room(consultation, permission, opens_at, closes_at)
    seal_ended(consultation, permission)
    window = Window.objects.create(
        consultation=consultation, permission=permission, opens_at=opens_at, closes_at=closes_at
    )
    _note_window(window, by=by, reason=reason, before="", after=dates(window))
    record(Verb.WINDOW_ADDED, consultation, by=by, permission=permission)
    return window


@transaction.atomic
def move_window(window, *, by, opens_at, closes_at, reason="") -> Window:
    consultation = _lock(window.consultation)
    window = _still_there(window)
    _require_room(consultation, window.permission, opens_at, closes_at, but=window)
    seal_ended(consultation, window.permission)
    before = dates(window)
    window.opens_at, window.closes_at = opens_at, closes_at
    window.save(update_fields=["opens_at", "closes_at"])
    _note_window(window, by=by, reason=reason, before=before, after=dates(window))
    record(
        Verb.WINDOW_MOVED,
        consultation,
        by=by,
        permission=window.permission,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
    )
    return window


@transaction.atomic
def remove_window(window, *, by, reason="") -> None:
    consultation = _lock(window.consultation)
    window = _still_there(window)
    seal_ended(consultation, window.permission)
    _note_window(window, by=by, reason=reason, before=dates(window), after="")
    record(Verb.WINDOW_REMOVED, consultation, by=by, permission=window.permission)
    window.delete()


def dates(window) -> str:
    return _("du %(start)s au %(end)s") % {"start": moment(window.opens_at), "end": moment(window.closes_at)}


def _note_window(window, *, by, reason, before, after):
    change = {"what": f"window:{window.permission}", "before": before, "after": after}
    note(window.consultation, by=by, reason=reason, changes=[change])


def _still_there(window):
    found = Window.objects.select_related("consultation").filter(pk=window.pk).first()
    if found is None:
        raise Refused(_("Cette fenêtre n’existe plus : quelqu’un vient de la retirer."))
    return found


def _require_room(consultation, permission, opens_at, closes_at, but=None):
    """PostgreSQL refuses it too; here it says which one."""
    if closes_at <= opens_at:
        raise Refused(_("La fermeture doit venir après l’ouverture."))
    others = consultation.windows.filter(permission=permission, opens_at__lt=closes_at, closes_at__gt=opens_at)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if other := others.first():
        raise Refused(
            _("Une autre fenêtre permet déjà de %(permission)s %(dates)s. Changez ses dates, ou celles-ci.")
            % {"permission": Permission(permission).label, "dates": dates(other)}
        )


@transaction.atomic
def write_report(consultation, *, by, base=None, **texts) -> ClosingReport:
    """`texts` are the sections, in Markdown. The figures stay those of the moment until it is published."""
    consultation = _lock(consultation)
    report = ClosingReport.objects.filter(consultation=consultation).first()
    if report is None:
        report = ClosingReport(consultation=consultation)
    _require_draft(report)
    require_read(base, report_words(report))
    for name, text in texts.items():
        setattr(report, name, text)
    report.written_by = by
    report.save()
    record(Verb.REPORT_WRITTEN, consultation, by=by)
    return report


def report_words(report) -> dict:
    return {name: getattr(report, name) if report else "" for name in ("conduct", "attendance", "synthesis", "outcome")}


@transaction.atomic
def publish_report(report, *, by) -> ClosingReport:
    """Its figures are counted now, and it never changes again."""
    consultation = _lock(report.consultation)
    report = ClosingReport.objects.select_related("consultation").get(pk=report.pk)
    _require_draft(report)
    if not consultation.published_at:
        raise Refused(_("Le cadre de cette concertation n’est pas publié : publiez-le d’abord."))
    last = consultation.windows.filter(permission=Permission.CONTRIBUTE).order_by("-closes_at").first()
    if last and last.closes_at > clock.now():
        raise Refused(
            _("On peut encore contribuer jusqu’au %(day)s. Publiez le bilan après la fermeture.")
            % {"day": moment(last.closes_at)}
        )
    if not report.conduct.strip() or not report.outcome.strip():
        raise Refused(_("Écrivez au moins comment la concertation s’est déroulée et ce qui a été retenu."))
    report.figures = figures(consultation)
    report.published_at = clock.now()
    report.save(update_fields=["figures", "published_at"])
    record(Verb.REPORT_PUBLISHED, consultation, by=by)
    return report


def _require_draft(report):
    if report.published_at:
        raise Refused(_("Ce bilan est publié : il ne change plus."))


def _lock(consultation):
    return Consultation.objects.select_for_update().get(pk=consultation.pk)
