"""The units of every figure: one Django view, no middleware.

The bare list is one template and twenty rows of one query; the bare post a form of two fields saved in one transaction.
"""

import django
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Engine
from django.utils import timezone

PAGE = Engine().from_string(
    "<!doctype html><title>Liste</title><ul>{% for one in rows %}<li><a href='/{{ one.slug }}/'>{{ one.name }}</a> "
    "{{ one.activity }}</li>{% endfor %}</ul>"
)


def bare(request):
    if request.method == "POST":
        return _post(request)
    rows = apps.get_model("actors", "Organisation").objects.only("slug", "name", "activity").order_by("-pk")[:20]
    return HttpResponse(PAGE.render(Context({"rows": rows})))


@transaction.atomic
def _post(request):
    apps.get_model("consultations", "Contribution").objects.create(
        consultation_id=int(request.path.strip("/")),
        title=request.POST["title"],
        text=request.POST["text"],
        created_at=timezone.now(),
    )
    return HttpResponseRedirect("/")


class Bare(WSGIHandler):
    def load_middleware(self, is_async=False):
        self._middleware_chain = bare


django.setup()
application = Bare()
