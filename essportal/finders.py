"""The few files of other packages that our pages load: whole packages would bring hundreds that nobody asks for."""

import os
from pathlib import Path

import allauth
import bootstrap_wrapper
import django_htmx
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BOOTSTRAP = bootstrap_wrapper.get_bootstrap_css_dir() / "bootstrap.min.css"
ALLAUTH = Path(allauth.__file__).parent
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def layered_bootstrap() -> Path:
    """Bootstrap inside the lowest layer of portal.css, so that the theme wins without `!important`.

    An `@import … layer()` would say the same, at the price of a request that waits for another one.
    """
    path = Path(settings.DATA) / "static" / f"bootstrap-{bootstrap_wrapper.__version__}.css"
    if not path.exists():
        css = BOOTSTRAP.read_text(encoding="utf-8").removeprefix('@charset "UTF-8";').rpartition("/*#")[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(f"@layer bootstrap{{{css}}}\n", encoding="utf-8")
        draft.replace(path)
    return path


PACKAGED = {"vendor/bootstrap.css": layered_bootstrap, "vendor/htmx.js": lambda: HTMX}
# Passkeys: the two scripts of allauth that speak to the browser's own dialogue.
PACKAGED |= {
    "mfa/js/webauthn.js": lambda: ALLAUTH / "mfa" / "static" / "mfa/js/webauthn.js",
    "mfa/js/webauthn-json.js": lambda: ALLAUTH / "mfa" / "static" / "mfa/js/webauthn-json.js",
}


class PackagedStorage(FileSystemStorage):
    """Names as pages say them, over files that stay where they are."""

    prefix = None

    def path(self, name):
        return str(PACKAGED[name]())


class PackagedFilesFinder(BaseFinder):
    storage = PackagedStorage(location="/")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = [self.storage.path(path)] if path in PACKAGED else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns):
        for name in PACKAGED:
            yield name, self.storage
