"""The rows of the contributions' list, drawn in one go."""

from django import template
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from essportal.addresses import addresses
from essportal.templatetags.essportal import ref, slot
from essportal.text import excerpt_as_typed
from essportal.typography import day

register = template.Library()
EXCERPT = 220


@register.simple_tag(takes_context=True)
def contribution_entries(context, search):
    """Each with what became of it, its first words, who speaks, where and when."""
    address, communes = addresses("consultations:contribution"), search.communes
    return format_html_join(
        "\n",
        '<li><div class="row-gap">{}{}</div><h3><a href="{}">{}</a></h3>'
        '<p class="quote-s">{}</p><p class="fine">{}</p></li>',
        (
            (
                ref(one.reference),
                slot(context, "contribution-outcome", one),
                address(one.reference),
                str(one),
                _("Son auteur a demandé l’effacement de ce texte.")
                if one.is_erased
                else excerpt_as_typed(one.public_text, EXCERPT),
                ", ".join(filter(None, [one.signature, communes.get(one.municipality_id), day(one.filed_at)])),
            )
            for one in search.page.objects
        ),
    )
