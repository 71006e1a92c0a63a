"""What the page of a contribution, or of a point, shows of those who support it and of what is said about it."""

from consultations.actions.corrections import why_not
from consultations.forms.discussions import CommentForm
from consultations.models import Comment, Contribution, ContributionStatus, Permission
from consultations.policies import can_run_consultations
from consultations.selectors.speaking import organisations_of
from essportal import clock
from essportal.paging import page_of

THREADS = 50
# In the address, beside the pages of what the discussion is about.
PAGE = "fil"


def around(subject, request, form=None) -> dict:
    """For the fragments `_supports.html` and `_discussion.html`: the same number of queries, however much is said."""
    user, permits = request.user, permitted_now(subject.consultation)
    mine = list(organisations_of(user)) if user.is_authenticated else []
    context = discussion(subject, request, permits, mine, form)
    if isinstance(subject, Contribution):
        context["supports"] = supports(subject, permits, mine)
        context["can_correct"] = user.is_authenticated and subject.author_id == user.pk and not why_not(subject)
    return context


def permitted_now(consultation) -> set:
    now = clock.now()
    return set(consultation.windows.filter(opens_at__lte=now, closes_at__gt=now).values_list("permission", flat=True))


def supports(contribution, permits, mine) -> dict:
    shown = list(contribution.endorsements.shown())
    holding = {support.organisation_id for support in shown}
    is_open = Permission.SUPPORT in permits and contribution.status == ContributionStatus.PUBLISHED
    others = [one for one in mine if one.pk not in holding and one.pk != contribution.organisation_id]
    return {
        "shown": shown,
        "is_open": is_open,
        "may_support": others if is_open else [],
        "given": [one for one in mine if one.pk in holding],
        "speaks_for": mine,
    }


def discussion(subject, request, permits, mine, form=None) -> dict:
    is_contribution = isinstance(subject, Contribution)
    found = getattr(subject, "discussion", None)
    public = subject.status == ContributionStatus.PUBLISHED if is_contribution else bool(subject.published_at)
    is_closed = found is not None and found.closed_at is not None
    is_open = public and not is_closed and Permission.DISCUSS in permits
    team = can_run_consultations(request.user)
    may_speak = is_open and (team or bool(mine))
    return {
        "discussion": found,
        "threads": _threads(found, request),
        "is_discussion_open": is_open,
        "is_discussion_closed": is_closed,
        "may_speak": may_speak,
        "moderates": team,
        "comment_form": form or (_form(request, found) if may_speak else None),
        "about": "contribution" if is_contribution else "point",
        "subject": subject,
    }


def comment_form(request, found, data=None, parent=None):
    return CommentForm(
        data,
        organisations=organisations_of(request.user),
        team=can_run_consultations(request.user),
        discussion=found,
        initial={"parent": parent} if parent else {},
    )


def _form(request, found):
    return comment_form(request, found)


def _threads(found, request):
    """Everything in one query; each first message then holds its own replies."""
    if found is None:
        return None
    own = [field.attname for field in Comment._meta.concrete_fields]
    said = found.comments.select_related("organisation").only(*own, "organisation__name").order_by("at", "pk")
    said = list(said)
    first = {comment.pk: comment for comment in said if comment.parent_id is None}
    for comment in first.values():
        comment.answers = []
    for comment in said:
        if comment.parent_id in first:
            first[comment.parent_id].answers.append(comment)
    return page_of(request, list(first.values()), THREADS, PAGE)
