"""Which PostgreSQL the portal speaks to, and under which of its two roles.

`DATABASE_URL` names a server of the authority's; without it an embedded server (essportal.embedded) listens on a
socket whose path follows from the data folder alone, so that settings can be read before the server runs.

The *owner* migrates and runs the tests; the *app* role serves and cannot touch what is sealed.
"""

import hashlib
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CHECKOUT = Path(__file__).resolve().parent.parent
NAME = "essportal"
ROLES = {"app": "essportal_app", "owner": "essportal_owner"}
# A thread of the web server waits for a connection rather than failing: more connections than threads, few kept idle.
POOL = {"min_size": 2, "max_size": 16, "timeout": 10}


def data_folder():
    """The folder of the embedded server, the secret key and the files: `.data/` unless ESSPORTAL_DATA names another."""
    return Path(os.environ.get("ESSPORTAL_DATA") or CHECKOUT / ".data").expanduser().resolve()


def socket_folder(data=None):
    """Where the embedded server listens: a path under 100 bytes, however deep the data folder is."""
    digest = hashlib.sha256(os.fsencode(data or data_folder())).hexdigest()[:16]
    return Path("/tmp") / f"essportal-{digest}"  # noqa: S108 -- created 0700 and its owner checked before use


def is_embedded():
    return not os.environ.get("DATABASE_URL")


def role():
    """The role this process connects as: "app" unless ESSPORTAL_ROLE says "owner"."""
    name = os.environ.get("ESSPORTAL_ROLE") or "app"
    if name not in ROLES:
        raise ImproperlyConfigured(f"ESSPORTAL_ROLE vaut « {name} » : seuls « app » et « owner » sont connus.")
    return name


def django_settings():
    """DATABASES["default"], computed from the environment."""
    configured = connection_settings(role())
    if role() == "owner":
        # A migration waits at most four seconds behind readers instead of blocking everybody after it.
        configured["OPTIONS"].setdefault("options", "-c lock_timeout=4s")
    elif os.environ.get("ESSPORTAL_POOL") != "0":
        configured["OPTIONS"]["pool"] = POOL
    if name := os.environ.get("ESSPORTAL_DATABASE"):  # a journey's web server works on the test's database
        configured["NAME"] = name
    return configured


def connection_settings(of_role):
    """The connection of one role, whichever this process runs as."""
    base = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0, "OPTIONS": {}}
    if is_embedded():
        return base | {"NAME": NAME, "USER": ROLES[of_role], "HOST": str(socket_folder()), "PORT": "", "PASSWORD": ""}
    variable = "DATABASE_OWNER_URL" if of_role == "owner" and os.environ.get("DATABASE_OWNER_URL") else "DATABASE_URL"
    return base | parse_url(os.environ[variable], variable)


def app_role():
    return connection_settings("app")["USER"]


def owner_role():
    return connection_settings("owner")["USER"]


def parse_url(url, variable="DATABASE_URL"):
    """postgres://user:password@host:port/name?sslmode=… as Django wants it; everything may be percent-encoded."""
    try:
        parts = urlsplit(url)
        host, port = unquote(parts.hostname or ""), str(parts.port or "")
    except ValueError as error:
        raise _unreadable(variable) from error
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name or not parts.username:
        raise _unreadable(variable)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "NAME": name,
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", host),  # a socket folder is given as ?host=/run/postgresql
        "PORT": options.pop("port", port),
        "OPTIONS": options,
    }


def _unreadable(variable):
    # The value holds a password: it is not repeated.
    return ImproperlyConfigured(
        f"{variable} n’est pas une adresse PostgreSQL lisible "
        "(postgres://utilisateur:motdepasse@serveur:5432/base?sslmode=require)."
    )
