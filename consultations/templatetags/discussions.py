"""One message of a discussion, drawn in one go: a page has as many as people said."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from essportal.text import as_typed
from essportal.typography import day, hour, local

register = template.Library()


@register.simple_tag
def message(comment):
    """Who said it, when, and what; or that it was taken back, or hidden and why."""
    at = local(comment.at)
    return format_html(
        '<p class="line-meta mb-1"><b>{}</b><time datetime="{}">{}, {}</time></p>\n{}',
        comment.signature,
        at.isoformat(),
        day(at),
        hour(at),
        _said(comment),
    )


def _said(comment):
    if comment.is_shown:
        return format_html('<div class="said read">{}</div>', as_typed(comment.text))
    if comment.withdrawn_at:
        words = _("[message retiré par son auteur]")
    else:
        words = f"{_('[message masqué par l’équipe]')} {_('Motif :')} {comment.motive_in_short}."
    return format_html('<p class="fine mb-1">{}</p>', words)
