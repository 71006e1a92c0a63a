"""One function per e-mail of this app."""

from django.urls import reverse

from consultations.fingerprints import normalised
from consultations.models import Rules, RulingKind
from essportal import emails


def ruling(decided) -> None:
    """Its author reads the reason; nobody does when it was typed for someone, or when the team changed its mind."""
    author = decided.contribution.author
    if author is None or author.erased_at or decided.lifted_at:
        return
    set_aside = decided.kind == RulingKind.SET_ASIDE
    template = "consultations/emails/set_aside" if set_aside else "consultations/emails/masked"
    context = {"contribution": decided.contribution, "ruling": decided, "charter": reverse("consultations:charter")}
    emails.send(f"ruling-{decided.pk}", author.email, template, context)


def answer(decided) -> None:
    author = decided.contribution.author
    if author is None or author.erased_at:
        return
    context = {"contribution": decided.contribution, "ruling": decided}
    emails.send(f"ruling-{decided.pk}-answer", author.email, "consultations/emails/appeal_answered", context)


def comment_hidden(comment) -> None:
    """The message goes back to its author, with the reason."""
    author = comment.author
    if author.erased_at or comment.hidden_at is None:
        return
    key = f"comment-{comment.pk}-{comment.hidden_at:%Y%m%d%H%M%S%f}"
    context = {"comment": comment, "charter": reverse("consultations:charter")}
    emails.send(key, author.email, "consultations/emails/comment_hidden", context)


def receipt(contribution) -> None:
    """What was filed, word for word, with what proves it: kept by its author even when the portal is down."""
    author = contribution.author
    if author is None or author.erased_at or contribution.is_erased:
        return
    emails.send(
        f"receipt-{contribution.pk}",
        author.email,
        "consultations/emails/receipt",
        {
            "contribution": contribution,
            "covered": normalised(contribution.public_text),
            "answer_on": Rules.objects.of(contribution.consultation).answer_expected_on(contribution),
        },
    )


def minutes(minutes, person) -> None:
    """Those who were there read it again; their corrections are awaited up to a day."""
    if person.erased_at or not minutes.takes_corrections:
        return
    emails.send(
        f"minutes-{minutes.pk}-{person.pk}",
        person.email,
        "consultations/emails/minutes",
        {"minutes": minutes, "meeting": minutes.meeting, "person": person},
    )


def correction_answered(correction) -> None:
    """To whoever proposed it, as long as their name is kept: what the team did with it, and why."""
    author = correction.proposed_by
    if author is None or author.erased_at or correction.settled_at is None:
        return
    emails.send(
        f"minutes-correction-{correction.pk}",
        author.email,
        "consultations/emails/correction_answered",
        {"correction": correction, "minutes": correction.minutes, "meeting": correction.minutes.meeting},
    )


def objection_answered(objection) -> None:
    """What the team answers to someone for whom the synthesis did not tell what they said."""
    author = objection.author
    if author.erased_at or not objection.answered_at:
        return
    emails.send(
        f"objection-answered-{objection.pk}",
        author.email,
        "consultations/emails/objection_answered",
        {"objection": objection, "point": objection.point},
    )
