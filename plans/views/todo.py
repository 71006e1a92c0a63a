"""À faire: what waits for the team, each thing one click from its screen."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essportal import clock, todo
from essportal.journal import sentence
from essportal.models import JournalEntry
from essportal.numbers import in_words
from essportal.policies import require
from plans import policies
from plans.models import Plan, Version, VersionStatus
from plans.views.drafting import gauge

RECENT = 8


def todo_list(request):
    require(policies.has_things_to_do, request.user)
    can_write = policies.can_write_plan(request.user)
    found = todo.items(request.user)
    plan = Plan.objects.current() if can_write else None
    review = Version.objects.filter(plan=plan, status=VersionStatus.IN_REVIEW).first() if plan else None
    recent = list(JournalEntry.objects.visible_to(request.user).select_related("by")[:RECENT])
    for entry in recent:
        entry.said = sentence(entry)
    context = {
        "title": title(request.user, found),
        "groups": todo.grouped(found),
        "plan": plan,
        "can_write": can_write,
        "today": clock.today(),
        "review": review,
        "days_left": (review.review_closes_on - clock.today()).days if review else None,
        "recent": recent,
        **(gauge(plan) if plan else {}),
    }
    return render(request, "plans/work/todo.html", context)


def title(person, found) -> str:
    """ "Bonjour Sacha. Neuf choses à faire, deux en retard.\""""
    first_name = person.name.split()[0] if person.name else ""
    hello = _("Bonjour %(name)s.") % {"name": first_name} if first_name else _("Bonjour.")
    if not found:
        return _("%(hello)s Rien à faire pour l’instant.") % {"hello": hello}
    late = sum(item.is_late for item in found)
    count = ngettext("%(n)s chose à faire", "%(n)s choses à faire", len(found))
    count %= {"n": in_words(len(found), feminine=True).capitalize()}
    return f"{hello} {count}{_(', %(n)s en retard') % {'n': in_words(late, feminine=True)} if late else ''}."
