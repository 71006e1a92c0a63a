"""What the team answered to people about their organisations: each is told their own, refusals included."""

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import (
    Claim,
    ClaimStatus,
    Correction,
    CorrectionStatus,
    FieldReport,
    HandOver,
    Organisation,
    Representative,
)
from essportal import clock, typography
from essportal.models import JournalEntry
from essportal.news import Reach, Source, Told, Topic


def represented(path: str) -> Reach:
    """To those who speak today for the organisation at the end of the path."""

    def running():
        day, link = clock.today(), f"{path}representatives__"
        return Q(**{f"{link}starts_on__lte": day}) & (
            Q(**{f"{link}ends_on__isnull": True}) | Q(**{f"{link}ends_on__gte": day})
        )

    return Reach(Topic.ORGANISATION, f"{path}representatives__person", running)


def claims(reader):
    """Only what the team said last: a question that was answered is no news any more."""
    answered = [ClaimStatus.ASKED, ClaimStatus.ACCEPTED, ClaimStatus.REFUSED]
    found = Claim.objects.all() if reader is None else Claim.objects.visible_to(reader)
    return found.filter(status__in=answered).select_related("organisation").annotate(happened_at=F("answered_at"))


def tell_claim(claim):
    name = {"name": claim.organisation}
    if claim.status == ClaimStatus.ACCEPTED:
        return Told(_("Vous représentez %(name)s") % name, claim.organisation.get_absolute_url())
    if claim.status == ClaimStatus.REFUSED:
        title = _("Votre demande pour %(name)s n’est pas acceptée") % name
    else:
        title = _("%(name)s : l’équipe a une question") % name
    return Told(title, claim.get_absolute_url(), claim.reason)


def corrections(reader):
    settled = Correction.objects.exclude(status=CorrectionStatus.WAITING).select_related("organisation")
    return _of(settled, "person", reader).annotate(happened_at=F("answered_at"))


def tell_correction(correction):
    name = {"name": correction.organisation}
    if correction.status == CorrectionStatus.ACCEPTED:
        title = _("La fiche de %(name)s est corrigée") % name
    else:
        title = _("La correction demandée pour %(name)s n’est pas faite") % name
    return Told(title, correction.organisation.get_absolute_url(), correction.reason)


def handovers(reader):
    taken = HandOver.objects.filter(taken_at__isnull=False).select_related("organisation")
    return _of(taken, "offered_by", reader).annotate(happened_at=F("taken_at"))


def tell_handover(offer):
    return Told(
        _("Quelqu’un d’autre représente maintenant %(name)s") % {"name": offer.organisation},
        offer.organisation.get_absolute_url(),
        _("La personne à l’adresse %(email)s a accepté.") % {"email": offer.email},
    )


def endings(reader):
    """When somebody else ended it; who leaves by themselves knows it."""
    lines = JournalEntry.objects.filter(
        ~Q(by=OuterRef("person")) | Q(by=None),
        verb=Verb.REPRESENTATIVE_ENDED,
        subject_type=Organisation._meta.label_lower,
        subject_id=OuterRef("organisation"),
        details=JSONObject(representative=OuterRef("pk")),
    )
    ended = Representative.objects.filter(ends_on__isnull=False).select_related("organisation")
    at = Subquery(lines.order_by("-at").values("at")[:1], output_field=DateTimeField())
    return _of(ended, "person", reader).annotate(happened_at=at)


def tell_ending(link):
    return Told(
        _("Vous ne représentez plus %(name)s") % {"name": link.organisation},
        link.organisation.get_absolute_url(),
        _("C’est noté après le %(day)s. Vos contributions gardent leur signature.")
        % {"day": typography.day(link.ends_on)},
    )


def reports(reader):
    found = FieldReport.objects.all() if reader is None else FieldReport.objects.visible_to(reader)
    return found.filter(answered_at__isnull=False).annotate(happened_at=F("answered_at"))


def tell_report(report):
    return Told(
        _("Votre remontée %(reference)s est %(status)s")
        % {"reference": report.reference, "status": report.get_status_display()},
        report.get_absolute_url(),
        report.answer,
    )


def _of(rows, field, reader) -> QuerySet:
    if reader is None:
        return rows
    return rows.filter(**{field: reader}) if reader.is_authenticated else rows.none()


def _mine(kind, rows, tell, person="person") -> Source:
    return Source(kind, rows, tell, (Reach(Topic.MINE, person),), is_public=False)


SOURCES = [
    _mine("claim-answered", claims, tell_claim),
    _mine("correction-settled", corrections, tell_correction),
    _mine("handover-taken", handovers, tell_handover, "offered_by"),
    _mine("representation-ended", endings, tell_ending),
    _mine("report-answered", reports, tell_report, "author"),
]
