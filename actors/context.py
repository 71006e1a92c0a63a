"""What the pages of sign-in need to know, which allauth's own views do not say."""

from actors.proconnect import is_offered


def sign_in(request):
    return {"proconnect": is_offered()}
