"""Reading what the provider signs. Nothing unsigned is believed, whatever channel it came by."""

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.crypto import constant_time_compare

# Public keys only: with a shared secret, whoever checks could also sign.
ALGORITHMS = ["RS256", "ES256"]
LATE = 30  # seconds that two clocks may differ


def read(token: str, *, keys: dict, issuer: str, audience: str, required: list[str]) -> dict:
    """The claims of a token signed by one of `keys`, for us, still valid; OAuth2Error otherwise."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error("signed in a way that is not accepted")
        return jwt.decode(
            token,
            key=_key(jwt.PyJWKSet.from_dict(keys), header.get("kid")),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=audience,
            leeway=LATE,
            options={"require": ["iss", "aud", "sub", *required]},
        )
    except (jwt.PyJWTError, ValueError, AttributeError, TypeError) as error:
        raise OAuth2Error("not signed as it should be") from error


def _key(keys: jwt.PyJWKSet, kid: str | None):
    found = next((key for key in keys.keys if key.key_id == kid), None)
    if found is None:
        raise OAuth2Error("signed by an unknown key")
    return found


def require_nonce(claims: dict, nonce: str) -> None:
    """The token answers this very request: another one, or an old one, carries another nonce."""
    if not nonce or not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("answers another request")
