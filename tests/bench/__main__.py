import argparse
import importlib
import os
import pkgutil
import shutil

import django

from essportal.database import CHECKOUT
from essportal.embedded import server
from essportal.folder import prepare
from tests import bench

FOLDER = CHECKOUT / ".data" / "bench"
TOOLS = {"__main__", "bare", "measuring", "sirene_files"}
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "essportal.settings",
    "ESSPORTAL_DATA": str(FOLDER),
    "ESSPORTAL_ROLE": "owner",
    "ESSPORTAL_POOL": "0",
    "ESSPORTAL_DEMO": "1",
}


def main():
    prepare(FOLDER)
    django.setup()
    parser = argparse.ArgumentParser(
        prog="tests.bench", description=bench.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choices = parser.add_subparsers(dest="bench", required=True)
    benches = {}
    for name in sorted({found.name for found in pkgutil.iter_modules(bench.__path__)} - TOOLS):
        benches[name] = importlib.import_module(f"tests.bench.{name}")
        one = choices.add_parser(name, help=benches[name].__doc__)
        one.add_argument("--keep", action="store_true", help="keep the data for the next time")
        benches[name].arguments(one)
    options = parser.parse_args()
    try:
        with server():
            benches[options.bench].run(options)
    finally:
        if not options.keep:
            shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
