"""The few files of other packages that our pages load: whole packages would bring hundreds that nobody asks for."""

from pathlib import Path

import bootstrap_wrapper
import django_htmx
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PACKAGED = {
    "vendor/bootstrap.min.css": bootstrap_wrapper.get_bootstrap_css_dir() / "bootstrap.min.css",
    "vendor/bootstrap.min.css.map": bootstrap_wrapper.get_bootstrap_css_dir() / "bootstrap.min.css.map",
    "vendor/htmx.min.js": Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js",
}


class PackagedStorage(FileSystemStorage):
    """Names as pages say them, over files that stay where pip put them."""

    prefix = None

    def path(self, name):
        return str(PACKAGED[name])


class PackagedFilesFinder(BaseFinder):
    storage = PackagedStorage(location="/")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = [str(PACKAGED[path])] if path in PACKAGED else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns):
        for name in PACKAGED:
            yield name, self.storage
