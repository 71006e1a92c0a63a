"""A step in the life of what a consultation asks: opening, closing, publishing, each confirmed on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse


@dataclass(frozen=True)
class Deed:
    act: Callable
    may: Callable
    question: str
    consequence: str
    button: str
    done: str
    leaves: bool = False


@dataclass(frozen=True)
class Desk:
    """Where such things are worked on: the URL name of one, that of their list, and the name of the list."""

    one: str
    all: str
    name: str


def confirmed(request, thing, deed: Deed, desk: Desk):
    back = reverse(desk.one, args=[thing.pk])
    if request.method == "POST":
        deed.act(thing, by=request.user)
        messages.success(request, deed.done)
        return redirect(reverse(desk.all) if deed.leaves else back)
    context = {"thing": thing, "deed": deed, "back": back, "desk": reverse(desk.all), "desk_name": desk.name}
    return render(request, "consultations/work/asked_confirm.html", context)
