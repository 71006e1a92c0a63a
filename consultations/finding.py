"""What the search over everything finds of what people said, and of the meetings where they said it."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from consultations.models import Contribution, Decision, Meeting, Minutes, Passage, SynthesisPoint
from consultations.models.decisions import DECISION_WORDS
from consultations.models.meetings import MEETING_WORDS
from consultations.models.minutes import PASSAGE_WORDS
from consultations.models.synthesis import POINT_WORDS
from essportal.finding import Kind, Told
from essportal.finding import register as add
from essportal.text import plain_text
from essportal.typography import day


def _contributions(reader):
    """Published ones, as in their list; what is searched and shown is what is left when a passage is masked."""
    return Contribution.objects.visible_to(reader).published().with_author().defer("search")


def _contribution(one, _reader):
    erased = gettext("Son auteur a demandé l’effacement de ce texte.")
    text = erased if one.is_erased else one.public_text
    return Told(one.get_absolute_url(), str(one), text, one.reference, (one.signature, day(one.filed_at)))


def _points(reader):
    return SynthesisPoint.objects.visible_to(reader)


def _point(one, _reader):
    return Told(one.get_absolute_url(), str(one), plain_text(one.text), one.reference, (str(one.get_status_display()),))


def _meetings(reader):
    return Meeting.objects.visible_to(reader)


def _meeting(one, _reader):
    about = (str(one.get_kind_display()), day(one.starts_at), *filter(None, [one.place]))
    return Told(one.get_absolute_url(), str(one), plain_text(one.presentation), one.reference, about)


def _passages(reader):
    """The newest writing of each part: what was written before it is history, for the team alone."""
    later = Passage.objects.filter(section=OuterRef("section"), number__gt=OuterRef("number"))
    seen = Passage.objects.filter(~Exists(later), section__minutes__in=Minutes.objects.visible_to(reader))
    return seen.select_related("section__minutes__meeting")


def _passage(one, _reader):
    minutes = one.section.minutes
    about = (str(one.section), day(minutes.meeting.starts_at))
    return Told(minutes.get_absolute_url(), str(minutes), plain_text(one.text), about=about)


def _decisions(reader):
    return Decision.objects.visible_to(reader).select_related("meeting")


def _decision(one, _reader):
    about = (str(one.get_kind_display()), str(one.meeting), day(one.meeting.starts_at))
    return Told(one.get_absolute_url(), str(one), one.text, one.reference, about)


def register() -> None:
    add(
        Kind(
            "contributions",
            _("Contributions"),
            _("Voir toutes les contributions"),
            _contributions,
            _contribution,
            listed="consultations:contributions",
            reference="reference",
        )
    )
    more = [
        ("synthese", _("Points de synthèse"), _("Voir tous les points"), _points, _point, POINT_WORDS),
        ("rencontres", _("Rencontres"), _("Voir toutes les rencontres"), _meetings, _meeting, MEETING_WORDS),
        ("decisions", _("Décisions"), _("Voir toutes les décisions"), _decisions, _decision, DECISION_WORDS),
    ]
    for key, label, every, rows, tell, vector in more:
        add(Kind(key, label, every, rows, tell, vector=vector, reference="reference"))
    minutes = (_("Comptes rendus"), _("Voir tous les comptes rendus"))
    add(Kind("comptes-rendus", *minutes, _passages, _passage, vector=PASSAGE_WORDS))
