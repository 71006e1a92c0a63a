"""Who opens what: every URL × every role → the code expected. A URL without a row fails the suite.

A row is a word of ten letters, one per role, in the order of ROLES:
`2` page shown, `L` sign-in asked, `3` redirected elsewhere, `F` forbidden, `N` not found, `G` gone and said so,
`M` wrong method.
"""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_rows import ADMINISTRATOR, OUTSIDE, POST_ONLY, ROWS, SETTINGS, TEAM
from tests.access_scene import build

ROLES = [
    "visitor",
    "member",
    "other_member",
    "correspondent",
    "elected",
    "officer",
    "general_management",
    "secretariat",
    "dpo",
    "administrator",
]


def names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name


def ours():
    return sorted(name for name in names(get_resolver().url_patterns) if name and not name.startswith(OUTSIDE))


def letter(response):
    if response.status_code == 302:
        return "L" if response.headers["Location"].startswith(reverse(settings.LOGIN_URL)) else "3"
    return {200: "2", 301: "3", 303: "3", 403: "F", 404: "N", 405: "M", 410: "G"}.get(
        response.status_code, str(response.status_code)
    )


def test_every_url_has_its_row():
    written = {name for name, __ in ROWS}
    assert [name for name in ours() if name not in written] == []
    assert sorted(written - set(ours())) == []


@pytest.fixture
def scene(db, request):
    people = {role: request.getfixturevalue(role) for role in ROLES if role != "visitor"}
    return build(people), people


@pytest.mark.parametrize(("name", "part"), sorted(ROWS), ids=lambda value: value if isinstance(value, str) else "")
def test_each_role_gets_what_the_table_says(client, scene, name, part):
    things, people = scene
    address = reverse(name, args=[things[key] for key in part])

    got = ""
    for role in ROLES:
        client.logout()
        if role != "visitor":
            client.force_login(people[role], "allauth.account.auth_backends.AuthenticationBackend")
        got += letter(client.get(address))

    assert got == ROWS[name, part], f"{address}\n{' '.join(ROLES)}"


# One's own pages and the readers' desk: others may send these forms.
OWN = {
    "actors:call-back",
    "consultations:detach",
    "consultations:my-name",
    "consultations:revoke-calendar",
    "consultations:take-name-back",
    "plans:review-read",
    "plans:leave-remark",
}
# An administrator may send these too: tests/actors/test_invitations.py says who may not.
OWN |= {"actors:resend-invitation", "actors:revoke-invitation"}
# Officials send these: tests/plans/test_amendments.py says who may not.
OWN |= {"plans:cosign", "plans:take-signature-back", "plans:drop-amendment", "plans:drop-rewording"}
# Words: tests/consultations/test_endorsements.py and test_corrections.py say who may send these.
OWN |= {
    "consultations:correct",
    "consultations:endorse",
    "consultations:file-apart",
    "consultations:take-back-endorsement",
}
AT_WORK = sorted(row for row in ROWS if ROWS[row] in (TEAM, POST_ONLY) and row[0] not in OWN)


@pytest.mark.parametrize(("name", "part"), AT_WORK, ids=str)
def test_a_forged_form_does_nothing_for_whoever_may_not_send_it(client, scene, name, part):
    """The side door: the same address, sent as a form, by those whom the page refuses."""
    things, people = scene
    address = reverse(name, args=[things[key] for key in part])

    for role in ("member", "correspondent", "elected", "general_management", "dpo", "administrator"):
        client.force_login(people[role], "allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(address, {}).status_code in {403, 404, 405}, role


IN_SETTINGS = sorted(row for row in ROWS if ROWS[row] in (SETTINGS, ADMINISTRATOR))


@pytest.mark.parametrize(("name", "part"), IN_SETTINGS, ids=str)
def test_a_forged_setting_changes_nothing_for_whoever_may_not_send_it(client, scene, name, part):
    things, people = scene
    address = reverse(name, args=[things[key] for key in part])

    for role in ("member", "correspondent", "elected", "general_management", "secretariat", "dpo"):
        client.force_login(people[role], "allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(address, {"epci": "200069854", "terminer": "1"}).status_code in {403, 404, 405}, role
