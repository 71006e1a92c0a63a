"""Files are never served by the web server: each request asks again who reads."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from consultations.models import Attachment, Contribution


@login_not_required
def attachment(request, reference, pk):
    visible = Contribution.objects.visible_to(request.user).filter(reference=reference)
    found = get_object_or_404(Attachment, contribution__in=visible, pk=pk)
    try:
        response = FileResponse(
            found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
        )
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
