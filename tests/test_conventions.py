"""The house rules that a machine can check: each is a sentence, and breaking one fails the suite."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import engines
from django.template.base import Lexer, TokenType
from django.utils.translation import ngettext

ROOT = Path(__file__).resolve().parent.parent
APPS = ["essportal", "actors", "consultations", "plans"]
OURS = [*APPS, "tests"]


def files(pattern, *folders):
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob(pattern)) if "__pycache__" not in str(path)
    ]


PYTHON = [path for path in files("*.py", *OURS) if "migrations" not in path.parts]
TEMPLATES = files("*.*", "templates")
HTML = [path for path in TEMPLATES if path.suffix == ".html"]
STATIC = [path for path in files("*.*", "static") if path.suffix in {".css", ".js", ".svg"}]


def offenders(paths, pattern):
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if found.search(line)
    ]


def test_what_the_portal_imports_is_what_it_asks_for():
    """A library that only comes along with another one leaves with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {re.match(r"[\w.-]+", name)[0].replace("_", "-").lower() for name in project["dependencies"]}
    given_by = packages_distributions()
    missing = {
        module
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] in APPS
        for module in imported(path)
        if module in given_by and not asked & {name.replace("_", "-").lower() for name in given_by[module]}
    }
    assert missing == set()


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): count
        for path in [*PYTHON, *TEMPLATES, *(p for p in STATIC if p.suffix in {".css", ".js"})]
        if (count := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_pages_hold_no_inline_script_nor_style():
    assert offenders(HTML, r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(click|change|submit|load|input)=") == []


def test_no_french_mark_is_parted_from_its_word_at_the_end_of_a_line():
    """A no-break space before : ; ? ! » and after «."""
    assert offenders(HTML, r"""(?<=[\wÀ-ÿ)»}’]) (?=[:;?!»](?:[\s"'<{)]|$))|« """) == []


def test_nothing_is_declared_safe_in_a_template():
    assert offenders(HTML, r"\|\s*safe\b|autoescape off") == []


def test_html_is_declared_safe_in_one_place_only():
    allowed = {"essportal/text.py"}
    found = offenders([path for path in PYTHON if "tests" not in path.parts], r"\bmark_safe\(|SafeString\(")
    assert {line.split(":")[0] for line in found} <= allowed


def test_pages_name_no_address_outside_the_portal():
    assert offenders([*HTML, *STATIC], r"(src|href|action)=\"(https?:)?//|url\(\s*[\"']?(https?:)?//") == []


def test_the_lock_names_no_host():
    assert (
        offenders([ROOT / "requirements.txt", ROOT / "pyproject.toml"], r"https?://|--(extra-)?index-url|--find-links")
        == []
    )


def test_no_request_is_exempt_from_csrf_but_the_one_click_that_stops_e_mails():
    """Mail programs post it by themselves (RFC 8058); its signed address is the proof, and it only stops e-mails."""
    allowed = {"actors/views/news.py"}
    found = offenders([path for path in PYTHON if "tests" not in path.parts], r"@csrf_exempt")
    assert {line.split(":")[0] for line in found} <= allowed
    assert len(found) == 1


def test_time_is_read_from_the_one_clock():
    allowed = {"essportal/clock.py"}
    code = [path for path in PYTHON if "tests" not in path.parts]
    found = offenders(code, r"timezone\.(now|localdate|localtime)\(\)|datetime\.now\(|date\.today\(|auto_now")
    assert {line.split(":")[0] for line in found} <= allowed


def test_imports_stand_at_the_top():
    """Only `AppConfig.ready` may import inside: models do not exist before it."""
    found = offenders(
        [path for path in PYTHON if "tests" not in path.parts and path.name != "apps.py"], r"^\s+(from \S+ )?import \S"
    )
    assert [line for line in found if "TYPE_CHECKING" not in line] == []


def test_the_layers_look_only_downwards():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_ruff_finds_nothing():
    for arguments in (["check", "."], ["format", "--check", "."]):
        done = subprocess.run(
            [Path(sys.executable).parent / "ruff", *arguments, "--no-cache"], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout


def test_a_page_that_draws_its_own_desk_still_says_what_was_done():
    own = [path for path in HTML if re.search(r"\{% block (main|desk) %\}", path.read_text())]
    assert own
    assert [path.name for path in own if "_messages.html" not in path.read_text()] == []


def test_every_template_compiles():
    engine = engines["django"].engine
    for path in TEMPLATES:
        engine.get_template(str(path.relative_to(ROOT / "templates")))


# Chosen by name at run time: by Django (errors, forms), by allauth (its pages, elements and e-mails).
FOUND_BY_NAME = re.compile(
    r"^(40\d|429|500)\.html$|^(account|mfa|socialaccount|usersessions|allauth)/|^forms/|^django/forms/|^components/"
)


def test_no_template_is_unused():
    code = "\n".join(path.read_text() for path in [*PYTHON, *TEMPLATES])
    unused = []
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        stem = re.sub(r"_(subject|message)\.(txt|html)$", "", name)
        if not FOUND_BY_NAME.match(name) and f'"{name}"' not in code and f'"{stem}"' not in code:
            unused.append(name)
    assert unused == []


def test_components_are_used_too():
    code = "\n".join(path.read_text() for path in [*PYTHON, *TEMPLATES])
    names = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES if "components" in path.parts]
    assert [name for name in names if f'"{name}"' not in code] == []


def test_zero_is_singular_in_french():
    one, many = "%(count)s idée retirée.", "%(count)s idées retirées."
    assert ngettext(one, many, 0) == one
    call_command("plurals", check=True, verbosity=0)


def test_words_that_people_read_are_french():
    """A sentence left in English would stand in a page: the commonest English words never occur in templates' text."""
    english = re.compile(r"\b(the|your|please|with|sign in|submit|welcome)\b", re.IGNORECASE)
    found = []
    for path in HTML:
        for token in Lexer(path.read_text()).tokenize():
            if token.token_type == TokenType.TEXT:
                text = re.sub(r"<[^>]*>", " ", token.contents)
                found += [f"{path.relative_to(ROOT)}: {word}" for word in english.findall(text)]
    assert found == []
