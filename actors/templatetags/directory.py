"""The long lists of the directory's page, drawn in one go: a template that loops over a hundred choices costs more than
all the rest of the page.
"""

from django import template
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.forms.directory import FEATURES
from actors.models import Kind, PartnerKind
from essportal import clock
from essportal.addresses import addresses
from essportal.counting import in_short
from essportal.templatetags.essportal import status

register = template.Library()


@register.simple_tag
def side(search):
    """The map and the choices: the same while what they say is the same, so that it is drawn once."""
    kept, key = caches["counts"], f"side:{search.said}"
    drawn = kept.get(key)
    if drawn is None:
        drawn = render_to_string("actors/_side.html", {"search": search, "map": search.map})
        kept.set(key, drawn)
    return drawn


@register.simple_tag
def territory(places):
    """The outlines of the communes: each that holds something is a link to what it holds."""
    said = _("%(commune)s : %(count)s")
    return format_html_join("\n", "{}", ((_outline(place, said),) for place in places if place.commune.outline))


def _outline(place, said):
    title = said % {"commune": place.commune.name, "count": in_short(place.count)}
    shade = "here" if place.is_chosen else f"v{place.shade}"
    path = format_html('<path class="{}" d="{}"><title>{}</title></path>', shade, place.commune.outline, title)
    return format_html('<a href="{}">{}</a>', place.address, path) if place.count or place.is_chosen else path


@register.simple_tag
def territory_rows(places):
    return format_html_join(
        "\n",
        '<tr><th scope="row"><a href="{}">{}</a></th><td class="num">{}</td></tr>',
        ((place.address, place.commune.name, in_short(place.count)) for place in places),
    )


@register.simple_tag
def sheets(search):
    """Each with what it does, then what it is and where, in one line."""
    described, address = _describer(search.communes), addresses("actors:organisation")
    return format_html_join(
        "\n",
        '<li><h3><a href="{}">{}</a>{}</h3>{}<p class="fine">{}</p></li>',
        (
            (
                address(sheet.slug),
                sheet.name,
                "" if sheet.is_verified else status(sheet),
                format_html("<p>{}</p>", capfirst(sheet.activity)) if sheet.activity else "",
                described(sheet),
            )
            for sheet in search.page.objects
        ),
    )


def _describer(communes):
    """A function that describes a sheet: the words are translated and the day is read once for all of them."""
    day, kinds, partners = clock.today(), dict(Kind.choices), dict(PartnerKind.choices)
    esus, scic, head = (str(words) for __, words in FEATURES)

    def described(sheet):
        partner = partners.get(sheet.partner_kind, "") if not sheet.legal_form else ""
        said = [
            capfirst(sheet.legal_form or str(kinds[sheet.kind])),
            str(partner),
            head if sheet.is_network else "",
            scic if sheet.is_scic and scic not in sheet.legal_form else "",
            esus if sheet.is_esus_on(day) else "",
            communes.get(sheet.municipality_id, ""),
        ]
        return ", ".join(filter(None, said))

    return described
