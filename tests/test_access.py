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


# The scene takes longer to set than a page to answer: each setting is looked at through some thirty addresses.
TOGETHER = 30


def together(rows):
    groups = [rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER)]
    return [pytest.param(group, id=f"{group[0][0]}…{group[-1][0]}") for group in groups]


def sign_in(client, people, role):
    client.logout()
    if role != "visitor":
        client.force_login(people[role], "allauth.account.auth_backends.AuthenticationBackend")


@pytest.mark.parametrize("rows", together(sorted(ROWS)))
def test_each_role_gets_what_the_table_says(client, scene, rows):
    things, people = scene
    addresses = {row: reverse(row[0], args=[things[key] for key in row[1]]) for row in rows}
    got = dict.fromkeys(rows, "")

    for role in ROLES:
        sign_in(client, people, role)
        for row, address in addresses.items():
            got[row] += letter(client.get(address))

    assert {addresses[row]: found for row, found in got.items()} == {addresses[row]: ROWS[row] for row in rows}


def accepted(client, scene, rows, roles, data):
    """Who could send which form, though the page refuses them."""
    things, people = scene
    found = []
    for role in roles:
        sign_in(client, people, role)
        for name, part in rows:
            address = reverse(name, args=[things[key] for key in part])
            if client.post(address, data).status_code not in {403, 404, 405}:
                found.append((role, address))
    return found


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
# Each marks their own reading: tests/plans/test_last_reads.py.
OWN |= {"plans:read-to-the-end"}
# An administrator may send these too: tests/actors/test_invitations.py says who may not.
OWN |= {"actors:resend-invitation", "actors:revoke-invitation"}
# Officials send these: tests/plans/test_amendments.py says who may not.
OWN |= {"plans:cosign", "plans:take-signature-back", "plans:drop-amendment", "plans:drop-rewording"}
# Who writes in a group sends these: tests/plans/test_writing_groups.py says who may not.
OWN |= {"plans:take-up-again", "plans:drop-draft"}
# Words: tests/consultations/test_endorsements.py and test_corrections.py say who may send these.
OWN |= {
    "consultations:correct",
    "consultations:endorse",
    "consultations:file-apart",
    "consultations:take-back-endorsement",
}
# Everyone follows what they may see: tests/consultations/test_following.py says who may not.
OWN |= {"consultations:follow", "consultations:stop-following"}
AT_WORK = sorted(row for row in ROWS if ROWS[row] in (TEAM, POST_ONLY) and row[0] not in OWN)


@pytest.mark.parametrize("rows", together(AT_WORK))
def test_a_forged_form_does_nothing_for_whoever_may_not_send_it(client, scene, rows):
    """The side door: the same address, sent as a form, by those whom the page refuses."""
    roles = ("member", "correspondent", "elected", "general_management", "dpo", "administrator")

    assert accepted(client, scene, rows, roles, {}) == []


IN_SETTINGS = sorted(row for row in ROWS if ROWS[row] in (SETTINGS, ADMINISTRATOR))


@pytest.mark.parametrize("rows", together(IN_SETTINGS))
def test_a_forged_setting_changes_nothing_for_whoever_may_not_send_it(client, scene, rows):
    roles = ("member", "correspondent", "elected", "general_management", "secretariat", "dpo")

    assert accepted(client, scene, rows, roles, {"epci": "200069854", "terminer": "1"}) == []
