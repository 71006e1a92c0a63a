"""Long lists, one page at a time."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404


def page_of(request, things, size: int) -> Page:
    """The page that the address asks for, `size` things long, the first unless it says. Http404 where there is none."""
    try:
        return Paginator(things, size).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
