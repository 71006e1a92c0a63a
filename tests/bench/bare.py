"""The bare list, the unit of every figure: one Django view, no middleware, one template, twenty rows of one query.

Sent a form, it is the bare post: one row inserted, in a table that the bench makes.
"""

import django
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Engine

PAGE = Engine().from_string(
    "<!doctype html><title>Liste</title><ul>{% for one in rows %}<li><a href='/{{ one.slug }}/'>{{ one.name }}</a> "
    "{{ one.activity }}</li>{% endfor %}</ul>"
)


def bare(request):
    if request.method == "POST":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_text (text) VALUES (%s)", [request.POST["text"]])
        return HttpResponseRedirect("/")
    rows = apps.get_model("actors", "Organisation").objects.only("slug", "name", "activity").order_by("-pk")[:20]
    return HttpResponse(PAGE.render(Context({"rows": rows})))


class Bare(WSGIHandler):
    def load_middleware(self, is_async=False):
        self._middleware_chain = bare


django.setup()
application = Bare()
