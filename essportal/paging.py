"""Long lists, one page at a time."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404


def page_of(request, things, size: int, name: str = "page") -> Page:
    """The page that the address asks for by this name, `size` things long, else the first; Http404 if there is none."""
    try:
        return Paginator(things, size).page(request.GET.get(name) or 1)
    except InvalidPage as error:
        raise Http404 from error
