"""What everyone may read of a consultation: its frame, its calendar, its meetings."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from consultations.models import (
    ClosingReport,
    Consultation,
    Contribution,
    ContributionStatus,
    Meeting,
    Permission,
    SynthesisPoint,
)
from consultations.selectors.asking import asked
from consultations.selectors.meeting_list import MeetingList
from consultations.selectors.present import present
from consultations.views.minutes import of_meeting
from consultations.views.registering import meeting_parts
from essportal import clock
from essportal.paging import page_of

PER_PAGE = 25
COMING_AT_MOST = 60


@login_not_required
def consultation(request, slug):
    found = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    meetings = Meeting.objects.visible_to(request.user).filter(consultation=found).select_related("minutes")
    here_and_now = present(found)
    published = Q(contribution__status=ContributionStatus.PUBLISHED)
    context = {
        "consultation": found,
        "present": here_and_now,
        "is_open": any(one.permission == Permission.CONTRIBUTE for one in here_and_now.open),
        "frame": _frame(found),
        "windows": found.windows.all(),
        **_told(found, request.user),
        "now": clock.now(),
        "questions": found.questions.annotate(said=Count("contribution", filter=published)),
        "upcoming": meetings.upcoming()[:5],
        "past": meetings.past()[:5],
        "said": found.contributions.published().count(),
        "asked": asked(found, request.user),
    }
    return render(request, "consultations/public/consultation.html", context)


def _told(consultation, reader):
    """What its synthesis, its bilan and the history of its frame hold, for the links that lead there."""
    return {
        "points": SynthesisPoint.objects.visible_to(reader)
        .filter(consultation=consultation, published_at__isnull=False)
        .count(),
        "report": ClosingReport.objects.visible_to(reader)
        .filter(consultation=consultation, published_at__isnull=False)
        .first(),
        "revisions": consultation.revisions.count(),
    }


def _frame(consultation):
    """The four promises of a frame, each as its lines."""
    parts = [
        ("ouvert", _("Ce qui est ouvert"), consultation.open_points),
        ("ferme", _("Ce qui ne se négocie pas"), consultation.closed_points),
        ("decide", _("Qui décide"), consultation.who_decides),
        ("engage", _("Ce à quoi la collectivité s’engage"), consultation.commitments),
    ]
    return [(anchor, title, [line for line in text.splitlines() if line.strip()]) for anchor, title, text in parts]


@login_not_required
def meetings(request):
    asked = MeetingList(request.GET, request.user)
    found = asked.found
    context = {
        "search": asked,
        "month": asked.month(),
        "upcoming": list(found.upcoming().order_by("starts_at", "pk")[:COMING_AT_MOST]),
        "past": page_of(request, found.past().order_by("-starts_at", "-pk"), PER_PAGE),
        "today": clock.today(),
    }
    return render(request, "consultations/public/meetings.html", context)


@login_not_required
def meeting(request, reference):
    visible = Meeting.objects.visible_to(request.user)
    visible = visible.select_related("municipality", "consultation", "body", "series", "minutes")
    found = get_object_or_404(visible, reference=reference)
    said = Contribution.objects.visible_to(request.user).published().filter(meeting=found)
    context = {
        "meeting": found,
        **meeting_parts(found, request.user),
        "workshops": found.workshops.annotate(
            said=Count("contributions", filter=Q(contributions__status=ContributionStatus.PUBLISHED))
        ),
        "page": page_of(request, said.with_author().order_by("-filed_at", "-pk"), PER_PAGE),
        "consultation": _shown(found.consultation, request.user),
        "minutes_part": of_meeting(found, request.user),
    }
    return render(request, "consultations/public/meeting.html", context)


def _shown(consultation, reader):
    """A meeting may be announced before the frame is published: then its consultation is not named yet."""
    if consultation is None:
        return None
    return Consultation.objects.visible_to(reader).filter(pk=consultation.pk).first()
