"""What a file really is, whatever its name says, and whether it may be opened: nothing here trusts what it is given."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from essportal.errors import Refused

# The whole Sirene stock is 8 GB of text: only the command reads it, from the machine's own disk.
LARGEST_UNPACKED = 12_000_000_000
# Registers shrink ten times at most; a bomb, a thousand times.
MOST_SHRUNK, NEVER_SUSPECT = 60, 50_000_000
BLOCK = 1 << 20
DATA = (".csv", ".txt", ".parquet", ".ods", ".xlsx")


class Shape(Enum):
    TEXT = auto()
    PARQUET = auto()
    SPREADSHEET = auto()


@dataclass(frozen=True)
class Source:
    """A file ready to be read, under the name that the person knows."""

    name: str
    path: Path
    shape: Shape


@contextmanager
def opened(named: list[tuple[str, Path]]) -> Iterator[list[Source]]:
    """The files behind these, unpacked where they were zipped; what was unpacked is gone at the end."""
    with TemporaryDirectory(prefix="essportal-import-") as folder:
        yield [source for name, path in named for source in _sources(name, Path(path), Path(folder))]


def _sources(name, path, folder):
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise Refused(_("« %(name)s » est vide.") % {"name": name})
    if head[:2] == b"\x1f\x8b":
        return [_gunzipped(name, path, folder)]
    if head == b"PK\x03\x04":
        return _of_archive(name, path, folder)
    if head == b"PAR1":
        return [Source(name, path, Shape.PARQUET)]
    _refuse_foreign(name, head)
    return [Source(name, path, Shape.TEXT)]


def _refuse_foreign(name, head):
    if head == b"%PDF" or head[:3] in (b"\xff\xd8\xff", b"\x89PN", b"GIF"):
        raise Refused(_("« %(name)s » est un document ou une image, pas un tableau.") % {"name": name})
    if head == b"\xd0\xcf\x11\xe0":
        raise Refused(
            _("« %(name)s » est un ancien classeur Excel (.xls). Enregistrez-le en XLSX, en ODS ou en CSV.")
            % {"name": name}
        )


def _of_archive(name, path, folder):
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names or "content.xml" in names:
                return [Source(name, path, Shape.SPREADSHEET)]
            members = [item for item in archive.infolist() if _is_data(item)]
            if not members:
                raise Refused(_("L’archive « %(name)s » ne contient ni CSV, ni Parquet, ni tableur.") % {"name": name})
            return [
                source
                for number, item in enumerate(members)
                for source in _sources(
                    item.filename, _member(archive, item, folder / f"{len(list(folder.iterdir()))}-{number}"), folder
                )
            ]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise broken(name) from error


def _is_data(item):
    hidden = item.filename.startswith("__MACOSX/") or Path(item.filename).name.startswith(".")
    return not item.is_dir() and not hidden and item.filename.lower().endswith(DATA)


def _member(archive, item, target):
    budget = Budget(item.filename, item.compress_size)
    with open_whole(archive, item) as packed, target.open("wb") as unpacked:
        for block in iter(lambda: packed.read(BLOCK), b""):
            budget.spend(len(block))
            unpacked.write(block)
    return target


def open_whole(archive, item):
    """A member read until its real end: what an archive says of its own size is not believed."""
    item.file_size = LARGEST_UNPACKED + 1
    return archive.open(item)


def _gunzipped(name, path, folder):
    target = folder / f"{len(list(folder.iterdir()))}-gz"
    budget = Budget(name, path.stat().st_size)
    try:
        with gzip.open(path) as packed, target.open("wb") as unpacked:
            for block in iter(lambda: packed.read(BLOCK), b""):
                budget.spend(len(block))
                unpacked.write(block)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise broken(name) from error
    shape = Shape.PARQUET if target.open("rb").read(4) == b"PAR1" else Shape.TEXT
    return Source(name, target, shape)


class Budget:
    """How much a packed file may still grow."""

    def __init__(self, name, packed, most=LARGEST_UNPACKED):
        self.name, self.left = name, min(most, max(NEVER_SUSPECT, packed * MOST_SHRUNK))

    def spend(self, size):
        self.left -= size
        if self.left < 0:
            raise Refused(
                _("« %(name)s » grossit démesurément quand on l’ouvre : ce n’est pas un fichier de données.")
                % {"name": self.name}
            )


def broken(name) -> Refused:
    return Refused(
        _("« %(name)s » est incomplet ou abîmé : le téléchargement s’est sans doute arrêté. Téléchargez-le de nouveau.")
        % {"name": name}
    )
