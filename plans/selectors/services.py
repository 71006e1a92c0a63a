"""What the plan asks of each department: the measures it leads, and those it is associated with."""

from collections import defaultdict

from plans.models import Pin, Plan
from plans.selectors.reading import version_to_read


def measures_by_department(reader) -> tuple:
    """The version that this reader reads, and its measures: {department: ([led], [associated])}. Three queries."""
    version = version_to_read(Plan.objects.current(), reader)
    led: dict[int, list[Pin]] = defaultdict(list)
    joined: dict[int, list[Pin]] = defaultdict(list)
    if version is None:
        return None, led, joined
    pins = Pin.objects.filter(version=version, revision__kind="measure").select_related("revision", "clause")
    for pin in pins.order_by("position"):
        sheet = pin.revision.sheet
        lead = sheet.get("lead") or {}
        leads = lead["id"] if lead.get("kind") == "department" else None
        if leads:
            led[leads].append(pin)
        for department in sheet.get("departments") or []:
            if department["id"] != leads:
                joined[department["id"]].append(pin)
    return version, led, joined


def lines(departments, reader) -> dict[int, dict]:
    """In a list of departments: how many measures each leads and helps; none at all is said."""
    version, led, joined = measures_by_department(reader)
    if version is None:
        return {}
    return {one.pk: {"led": len(led[one.pk]), "joined": len(joined[one.pk])} for one in departments}


def pages(departments, reader) -> dict[int, dict]:
    version, led, joined = measures_by_department(reader)
    if version is None:
        return {}
    return {one.pk: {"version": version, "led": led[one.pk], "joined": joined[one.pk]} for one in departments}
