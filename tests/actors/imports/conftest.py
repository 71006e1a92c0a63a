import gzip
import zipfile

import pytest

from actors import actions
from actors.imports.staging import stage
from actors.imports.writing import write
from actors.models import Municipality, Register

TEMPLATE_HEADER = "Nom;Famille;SIREN;SIRET;RNA;Commune;Courriel"


@pytest.fixture
def territory(db):
    return Municipality.objects.bulk_create(
        [
            Municipality(code="86194", name="Poitiers", postal_code="86000"),
            Municipality(code="86214", name="Saint-Benoît", postal_code="86280"),
        ]
    )


@pytest.fixture
def given(tmp_path, territory):
    """Read files as an import: `given("template", "Nom;…")`; a content may be text, bytes or a path."""

    def read(register, *contents, name="organisations.csv"):
        paths = []
        for number, content in enumerate(contents):
            if isinstance(content, str | bytes):
                path = tmp_path / f"{number}-{name}"
                path.write_bytes(content.encode() if isinstance(content, str) else content)
                content = path
            paths.append(content)
        files = [{"name": path.name, "stored": ""} for path in paths]
        one = actions.note_import(by=None, register=Register(register), files=files)
        return stage(one.pk, [(path.name, path) for path in paths])

    return read


@pytest.fixture
def template(given):
    """Rows of the portal's own table."""

    def read(*rows):
        return given("template", "\n".join([TEMPLATE_HEADER, *rows]) + "\n")

    return read


def imported(one):
    actions.begin_writing(one, by=None)
    return write(one.pk)


def outcomes(one):
    return list(one.rows.values_list("name", "outcome"))


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def gzipped(path, content):
    path.write_bytes(gzip.compress(content.encode()))
    return path
