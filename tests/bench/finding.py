"""The search over everything, among 100,000 contributions: a rare word, a common one, several, all of one kind."""

from consultations.models import Contribution
from tests.bench import contributions, measuring


def arguments(parser):
    measuring.arguments(parser, [1_000, 100_000])


def run(options):
    contributions.settle()
    smallest: dict[str, float] = {}
    for size in sorted(options.sizes):
        contributions.fill(size)
        print(f"\n{Contribution.objects.count():,} contributions", flush=True)  # noqa: T201
        measuring.measure(_pages(), options, smallest)


def _pages():
    published = Contribution.objects.published().order_by("pk")
    rare = [title.rsplit(" ", 1)[1] for title in published.values_list("title", flat=True)[:400:10]]
    return {
        "a rare word": [f"/recherche/?q={word}" for word in rare],
        "a common word": ["/recherche/?q=mobilit%C3%A9"],
        "two common words": ["/recherche/?q=bail+marches"],
        "nothing asked": ["/recherche/"],
        "all of one kind": ["/recherche/?q=mobilit%C3%A9&nature=contributions"],
    }
