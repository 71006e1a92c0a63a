"""Talking about a contribution or a synthesis point: one level of replies, moderated one message at a time."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import Comment, Contribution, ContributionStatus, Discussion, Permission
from consultations.policies import can_run_consultations
from consultations.selectors.speaking import organisations_of
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def say(subject, *, by, text, key, organisation=None, parent=None) -> Comment:
    """`subject` is a contribution or a point; without an organisation the team speaks. The same key says it once."""
    discussion = _lock(subject)
    if known := discussion.comments.filter(key=key, author=by, text=text, parent=parent).first():
        return known
    _require_open(discussion, subject)
    _require_may_speak(by, organisation)
    if parent is not None and (parent.discussion_id != discussion.pk or parent.parent_id):
        raise Refused(_("On répond à un message, pas à une réponse. Répondez au premier message du fil."))
    if Comment.objects.filter(key=key).exists():  # other words in a page that the browser had kept
        key = uuid.uuid4()
    comment = Comment.objects.create(
        discussion=discussion, parent=parent, author=by, organisation=organisation, text=text, at=clock.now(), key=key
    )
    record(Verb.COMMENT_LEFT, subject, by=by, comment=comment.pk)
    return comment


@transaction.atomic
def take_back_comment(comment, *, by) -> Comment:
    comment = _lock_comment(comment)
    if comment.author_id != by.pk:
        raise Refused(_("Ce message appartient à quelqu’un d’autre."))
    if comment.withdrawn_at:
        return comment
    comment.withdrawn_at = clock.now()
    comment.save(update_fields=["withdrawn_at"])
    record(Verb.COMMENT_TAKEN_BACK, comment.discussion.subject, by=by, comment=comment.pk)
    return comment


@transaction.atomic
def hide_comment(comment, *, by, motive, sentence) -> Comment:
    """That one alone: the replies it received stay readable, and its author receives it back with the reason."""
    comment = _lock_comment(comment)
    if not comment.is_shown:
        raise Refused(_("Ce message n’est déjà plus montré."))
    comment.hidden_at, comment.hidden_motive, comment.hidden_sentence = clock.now(), motive, sentence
    comment.save(update_fields=["hidden_at", "hidden_motive", "hidden_sentence"])
    record(Verb.COMMENT_HIDDEN, comment.discussion.subject, by=by, comment=comment.pk, motive=motive)
    return comment


@transaction.atomic
def show_comment(comment, *, by) -> Comment:
    comment = _lock_comment(comment)
    if comment.hidden_at is None:
        raise Refused(_("Ce message n’est pas masqué."))
    comment.hidden_at, comment.hidden_motive, comment.hidden_sentence = None, "", ""
    comment.save(update_fields=["hidden_at", "hidden_motive", "hidden_sentence"])
    record(Verb.COMMENT_SHOWN, comment.discussion.subject, by=by, comment=comment.pk)
    return comment


@transaction.atomic
def close_discussion(subject, *, by) -> Discussion:
    discussion = _lock(subject)
    if discussion.closed_at:
        raise Refused(_("Cette discussion est déjà close."))
    return _set_closed(discussion, clock.now(), Verb.DISCUSSION_CLOSED, by)


@transaction.atomic
def reopen_discussion(subject, *, by) -> Discussion:
    discussion = _lock(subject)
    if discussion.closed_at is None:
        raise Refused(_("Cette discussion n’est pas close."))
    return _set_closed(discussion, None, Verb.DISCUSSION_REOPENED, by)


def _set_closed(discussion, moment, verb, by):
    discussion.closed_at = moment
    discussion.save(update_fields=["closed_at"])
    record(verb, discussion.subject, by=by)
    return discussion


def _lock(subject) -> Discussion:
    """The discussion is the lock of its messages; the first message of two sent at once makes it."""
    about = {"contribution" if isinstance(subject, Contribution) else "point": subject}
    Discussion.objects.get_or_create(**about)
    return Discussion.objects.select_for_update(of=("self",)).get(**about)


def _lock_comment(comment):
    found = Comment.objects.select_for_update(of=("self",)).select_related("discussion__contribution")
    return found.select_related("discussion__point").get(pk=comment.pk)


def _require_open(discussion, subject) -> None:
    consultation = subject.consultation
    if isinstance(subject, Contribution):
        public = subject.status == ContributionStatus.PUBLISHED
    else:
        public = subject.published_at is not None
    if not public:
        raise Refused(_("On ne discute que de ce qui est publié."))
    if discussion.closed_at:
        raise Refused(_("L’équipe a clos cette discussion : elle se lit encore, et ne reçoit plus de message."))
    if not consultation.permits(Permission.DISCUSS):
        raise Refused(
            _("Cette concertation n’est pas ouverte à la discussion en ce moment."),
            way_out=(_("Voir le calendrier de la concertation"), consultation.get_absolute_url()),
        )


def _require_may_speak(person, organisation) -> None:
    if organisation is None and not can_run_consultations(person):
        raise Refused(_("On discute au nom d’une organisation. Choisissez celle que vous représentez."))
    if organisation is not None and not organisations_of(person).filter(pk=organisation.pk).exists():
        raise Refused(_("Vous ne représentez pas %(name)s aujourd’hui.") % {"name": organisation})
