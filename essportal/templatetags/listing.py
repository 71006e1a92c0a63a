"""The choices of a long list, drawn in one go: a template that loops over a hundred costs more than all the page."""

from django import template
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

register = template.Library()
SELECTED, CHECKED = format_html(" {}", "selected"), format_html(" {}", "checked")


@register.simple_tag
def facets(search):
    """The same while what they say is the same, so that they are drawn once."""
    kept, key = caches["counts"], f"facets:{search.said}"
    drawn = kept.get(key)
    if drawn is None:
        drawn = render_to_string("essportal/_facets.html", {"search": search})
        kept.set(key, drawn)
    return drawn


@register.simple_tag
def options(choices, chosen):
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED if value == chosen else "", label) for value, label in choices),
    )


@register.simple_tag
def ticks(name, lines):
    return format_html_join(
        "\n",
        '<label><input class="form-check-input" type="checkbox" name="{}" value="{}"{}> {} '
        '<span class="count">{}</span></label>',
        ((name, value, CHECKED if is_ticked else "", label, count) for value, label, count, is_ticked in lines),
    )
