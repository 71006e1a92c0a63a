"""The portal's own tags and filters, built in: no page loads them."""

from functools import partial

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from essportal import keyset, looks, pages, slots, text, typography
from essportal.fragments import drawn

register = template.Library()

register.filter("euros", typography.euros)
register.filter("nb", typography.number)
register.filter("signed", typography.signed)
register.filter("day", typography.day)
register.filter("day_short", typography.day_short)
register.filter("month", typography.month)
register.filter("weekday", typography.weekday)
register.filter("hour", typography.hour)
register.filter("moment", typography.moment)
register.filter("date_range", typography.date_range)
register.filter("until", typography.until)
register.filter("open_between", typography.open_between)
register.filter("short_ref", typography.short_reference)

register.simple_tag(drawn, name="drawn")


@register.filter
def markdown(value):
    return text.render_markdown(value or "")


@register.filter
def page_markdown(value):
    return text.render_page(value or "")


@register.inclusion_tag("components/page_text.html", takes_context=True)
def page_text(context, key):
    """The words of an information page: those that someone wrote, else the first ones."""
    page, written, user = pages.PAGES[key], pages.current(key), context.get("user")
    return {
        "key": key,
        "label": page.label,
        "may_edit": user is not None and user.is_authenticated and (user.is_ess_team or user.is_administrator),
        "css": page.css,
        "first": page.first,
        "text": written.text if written else "",
        "authority": context.get("authority"),
    }


@register.filter
def excerpt(value, length=200):
    return text.plain_excerpt(value or "", length)


@register.filter
def as_typed(value):
    """A contribution, a remark: the raw words of a person, never read as Markdown."""
    return text.as_typed(value or "")


@register.filter
def excerpt_as_typed(value, length=200):
    return text.excerpt_as_typed(value or "", length)


@register.filter
def marked(segments):
    """A comparison in its paragraphs: what came in and what went out are underlined, struck, and said aloud."""
    return format_html_join(
        "\n",
        "<p>{}</p>",
        ((format_html_join("", "{}{}", _pieces(pieces)),) for pieces in text.paragraphs(segments)),
    )


def _pieces(pieces):
    """Each piece after what parts it from the one before: a word struck and the one put in its place never touch."""
    before = ""
    for kind, words in pieces:
        yield (" " if (before, kind) == ("del", "ins") else ""), _piece(kind, words)
        before = kind


def _piece(kind, words):
    lines = format_html_join(text.BREAK, "{}", ((line,) for line in words.split("\n")))
    if kind == "eq" or (kind == "ins" and not words.strip()):
        return lines
    if not words.strip():
        return ""
    before, after = (
        (_("ajout : "), _(", fin d’ajout")) if kind == "ins" else (_("suppression : "), _(", fin de suppression"))
    )
    return format_html(
        '<{0}><span class="visually-hidden">{1}</span>{2}<span class="visually-hidden">{3}</span></{0}>',
        kind,
        before,
        lines,
        after,
    )


@register.simple_tag
def status(state, like=None):
    """A state: its word, its shape, its colour. `like` lends the look of a known word to a free one (in 3 days)."""
    word = str(state.get_status_display() if hasattr(state, "get_status_display") else state)
    shape, colour = looks.look_of(like or word)
    return drawn("components/status.html", word=word, shape=shape, colour=colour)


@register.simple_tag
def ref(reference, href=None):
    """A reference: short on screen, whole on paper, a link when `href` is given. A list has one on each of its rows."""
    words = '<span class="on-screen">{}</span><span class="on-paper">{}</span>'
    short = typography.short_reference(reference)
    if href:
        return format_html(f'<a class="ref" href="{{}}">{words}</a>', href, short, reference)
    return format_html(f'<span class="ref">{words}</span>', short, reference)


@register.simple_tag
def mark(name):
    """One of the small drawings of the sprite: m-contribution, m-synthesis, m-meeting, m-amendment, s-yes…"""
    return drawn("components/mark.html", name=name if name.startswith("s-") else f"m-{name.removeprefix('m-')}")


@register.inclusion_tag("components/gauge.html")
def gauge(value, total, label):
    """A sentence with its numbers, then the bar: `{% gauge 12 40 "clauses relues" %}`."""
    sentence = _("%(value)s sur %(total)s") % {"value": typography.number(value), "total": typography.number(total)}
    return {"value": value, "total": total, "label": label, "sentence": sentence}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, name="page"):
    """Links to the other pages of a list; they keep the search."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "steps": [(number, _address(context["request"], name, number)) for number in numbers],
        "previous": _address(context["request"], name, page.number - 1),
        "next": _address(context["request"], name, page.number + 1),
    }


@register.inclusion_tag("components/key_pager.html", takes_context=True)
def key_pager(context, page):
    """Links to the pages before and after, by key (essportal.keyset); they keep the search."""
    address = partial(_address, context["request"], without=(keyset.AFTER, keyset.BEFORE))
    return {"page": page, "previous": address(keyset.BEFORE, page.previous), "next": address(keyset.AFTER, page.next)}


def _address(request, name, number, without=()):
    query = request.GET.copy()
    for other in without:
        query.pop(other, None)
    query[name] = number
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def slot(context, name, thing):
    """What the apps above put here about this object."""
    request = context["request"]
    # What every page knows was gathered for the page already.
    known = context.dicts[context._processors_index] if hasattr(context, "_processors_index") else None
    return format_html_join("\n", "{}", ((one,) for one in slots.render(name, thing, request, known)))
