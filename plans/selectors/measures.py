"""The measures in which an organisation takes part, as the latest public version says it."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from actors.models import Organisation
from plans.models import Pin, Plan
from plans.selectors.reading import version_to_read


def measures_of(organisations, reader) -> dict[int, dict]:
    """Whoever reads: sheets name organisations as everyone may read them. Those merged into one speak of it too."""
    version = version_to_read(Plan.objects.current(), AnonymousUser())
    if version is None:
        return {}
    stands_for = {sheet.pk: sheet.pk for sheet in organisations}
    merged = Organisation.objects.filter(merged_into__in=list(stands_for))
    stands_for |= dict(merged.values_list("pk", "merged_into"))
    led, helped = defaultdict(dict), defaultdict(dict)
    for pin in _naming(version, list(stands_for)):
        sheet = pin.revision.sheet
        lead = sheet.get("lead") or {}
        if lead.get("kind") == "organisation" and lead.get("id") in stands_for:
            led[stands_for[lead["id"]]][pin.pk] = pin
        for partner in sheet.get("partners", []):
            if partner["id"] in stands_for:
                helped[stands_for[partner["id"]]].setdefault(pin.pk, pin)
    return {
        key: {"version": version, "led": list(led[key].values()), "helped": _others(helped[key], led[key])}
        for key in {*led, *helped}
    }


def _naming(version, keys):
    named = Q()
    for key in keys:
        named |= Q(revision__sheet__lead__contains={"kind": "organisation", "id": key})
        named |= Q(revision__sheet__partners__contains=[{"id": key}])
    pins = Pin.objects.filter(named, version=version, revision__kind="measure")
    return pins.select_related("revision", "clause").order_by("position")


def _others(helped, led):
    return [pin for key, pin in helped.items() if key not in led]
