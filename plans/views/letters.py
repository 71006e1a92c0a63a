"""The letters of a version: who gets one, the sending, and each letter as its organisation may take it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Representative
from essportal import clock, exports, menus
from plans import actions
from plans.documents.letter import letter_pdf
from plans.models import Letter, Version
from plans.selectors.lettering import to_tell
from plans.views.work import find_version


def letters(request, number):
    version = find_version(request, number)
    if request.method == "POST":
        count = actions.send_letters(version, by=request.user)
        said = ngettext("%(n)s lettre part.", "%(n)s lettres partent.", count) % {"n": count}
        messages.success(request, said if count else _("Toutes les organisations ont déjà leur lettre."))
        return redirect("plans:letters", number)
    waiting = list(to_tell(version))
    speaking = Representative.objects.valid_on(clock.today()).filter(organisation__in=waiting)
    reached = set(speaking.filter(person__erased_at=None).values_list("organisation", flat=True))
    context = {
        "version": version,
        "can_send": bool(version.submitted_at and version.is_public),
        "waiting": [(one, one.pk in reached) for one in waiting],
        "written": version.letters.select_related("organisation").order_by("organisation__name", "pk"),
    }
    return render(request, "plans/work/letters.html", context)


def letter(request, number, slug):
    versions = Version.objects.visible_to(request.user)
    visible = Letter.objects.visible_to(request.user).filter(version__in=versions)
    found = get_object_or_404(
        visible.select_related("version", "organisation"), version__number=number, organisation__slug=slug
    )
    exports.log(request, _("Lettre de la version %(number)s") % {"number": number})
    return HttpResponse(
        letter_pdf(found, str(menus.authority() or "")),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="lettre-version-{number}.pdf"'},
    )
