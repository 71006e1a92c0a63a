import hashlib
import json

import pytest

from plans.drafting import canonical, digest, fingerprint, recompute, seal


def test_the_order_in_which_a_value_was_built_does_not_change_its_bytes():
    assert canonical({"b": [1, None, True], "a": "été"}) == canonical({"a": "été", "b": (1, None, True)})
    assert canonical({"b": [1, None, True], "a": "été"}) == '{"a":"été","b":[1,null,true]}'.encode()


@pytest.mark.parametrize("value", [1.5, float("nan"), {"a": [0.1]}, {1: "a"}, {None: 1}, {"a": {2: 3}}, {1, 2}, b"a"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_anybody_can_recompute_the_seal_of_an_exported_version():
    document = {
        "header": {"number": 2, "previous": "ab" * 32},
        "clauses": [{"key": "P-0001", "text": "Le plan."}, {"key": "P-0002", "text": "Suite."}],
        "replies": [{"contribution": "C-2027-0001", "outcome": "retenue"}],
    }
    exported = json.loads(json.dumps(document))

    found = recompute(exported)

    assert found == seal(
        document["header"], [digest(c) for c in document["clauses"]], [digest(r) for r in document["replies"]]
    )


@pytest.mark.parametrize("change", ["header", "clauses", "replies"])
def test_one_altered_character_breaks_the_seal(change):
    document = {"header": {"title": "a"}, "clauses": [{"text": "a"}], "replies": [{"reason": "a"}]}
    altered = json.loads(json.dumps(document[change]).replace('"a"', '"b"'))

    assert recompute({**document, change: altered}) != recompute(document)


def test_the_order_of_the_clauses_is_sealed():
    assert seal({}, ["a", "b"], []) != seal({}, ["b", "a"], [])
    assert seal({}, ["a"], ["b"]) != seal({}, ["b"], ["a"])


def test_a_fingerprint_hides_the_text_behind_its_salt():
    assert fingerprint("Bon\u00a0: oui", "sel") == hashlib.sha256(b"sel\nBon : oui").hexdigest()
    assert fingerprint("Bon : oui", "sel") != fingerprint("Bon : oui", "autre sel")
