from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from essportal import exports, menus
from plans.documents.pdf import plan_pdf as make_pdf
from plans.drafting import canonical
from plans.models import Version
from plans.sealing import document


def _version(request, number):
    return get_object_or_404(Version.objects.visible_to(request.user).select_related("plan", "previous"), number=number)


def _log(request, version, kind):
    """What everyone may read is nobody's business; a version kept to its readers is."""
    if not (version.is_public and version.submitted_at):
        exports.log(request, _("Version %(number)s, %(kind)s") % {"number": version.number, "kind": kind})


@login_not_required
def plan_json(request, number):
    """The very bytes from which anyone recomputes the seal."""
    found = _version(request, number)
    _log(request, found, "JSON")
    return HttpResponse(
        canonical(document(found)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="plan-version-{found.number}.json"'},
    )


@login_not_required
def plan_pdf(request, number):
    found = _version(request, number)
    _log(request, found, "PDF")
    authority = menus.authority()
    return HttpResponse(
        make_pdf(found, str(authority or "")),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="plan-version-{found.number}.pdf"'},
    )
