"""The long lists of the directory's page, drawn in one go: a template that loops over a hundred choices costs more than
all the rest of the page.
"""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.searching import in_short
from essportal.templatetags.essportal import status

register = template.Library()
SELECTED, CHECKED = format_html(" {}", "selected"), format_html(" {}", "checked")


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


@register.simple_tag
def territory(places):
    """The outlines of the communes: each that holds something is a link to what it holds."""
    return format_html_join("\n", "{}", ((_outline(place),) for place in places if place.commune.outline))


def _outline(place):
    said = _("%(commune)s : %(count)s") % {"commune": place.commune.name, "count": in_short(place.count)}
    shade = "here" if place.is_chosen else f"v{place.shade}"
    path = format_html('<path class="{}" d="{}"><title>{}</title></path>', shade, place.commune.outline, said)
    return format_html('<a href="{}">{}</a>', place.address, path) if place.count or place.is_chosen else path


@register.simple_tag
def territory_rows(places):
    return format_html_join(
        "\n",
        '<tr><th scope="row"><a href="{}">{}</a></th><td class="num">{}</td></tr>',
        ((place.address, place.commune.name, in_short(place.count)) for place in places),
    )


@register.simple_tag
def sheets(organisations):
    return format_html_join(
        "\n",
        '<li><h3><a href="{}">{}</a>{}</h3>{}<p class="fine">{}</p></li>',
        (
            (
                sheet.get_absolute_url(),
                sheet.name,
                "" if sheet.is_verified else render_to_string("components/status.html", status(sheet)),
                format_html("<p>{}</p>", capfirst(sheet.activity)) if sheet.activity else "",
                ", ".join(filter(None, [capfirst(sheet.in_short), sheet.municipality and sheet.municipality.name])),
            )
            for sheet in organisations
        ),
    )
