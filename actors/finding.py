"""What the search over everything finds in the directory."""

from django.utils.translation import gettext_noop as _

from actors.models import Organisation
from essportal import finding

READ = ("slug", "name", "acronym", "kind", "partner_kind", "activity", "description", "municipality__name")


def _organisations(reader):
    return Organisation.objects.visible_to(reader).select_related("municipality").only(*READ)


def _tell(one, _reader):
    where = [str(one.municipality)] if one.municipality else []
    words = ". ".join(filter(None, [one.activity, one.description]))
    return finding.Told(one.get_absolute_url(), str(one), words, about=(str(one.get_kind_display()), *where))


def register() -> None:
    finding.register(
        finding.Kind(
            "organisations",
            _("Organisations"),
            _("Voir toutes les organisations"),
            _organisations,
            _tell,
            listed="actors:directory",
        )
    )
