from django.urls import path, register_converter

from actors.models import FactKind
from actors.views import account, accounts, directory, invitations, people

SORTS = {
    "representation": FactKind.REPRESENTATIVE,
    "mandat": FactKind.MANDATE,
    "agent": FactKind.AGENT,
    "correspondance": FactKind.CORRESPONDENT,
    "poste": FactKind.POST,
}


class SortConverter:
    """The five sorts of facts, in French in addresses."""

    regex = "|".join(SORTS)

    def to_python(self, value):
        return SORTS[value]

    def to_url(self, value):
        return next(word for word, sort in SORTS.items() if sort == value)


register_converter(SortConverter, "sort")

WORK = "travail/personnes/"
ONE = WORK + "<int:pk>/"
INVITATIONS = WORK + "invitations/"

app_name = "actors"
urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
    path("compte/", account.account, name="account"),
    path("compte/mot-de-passe/retirer/", account.remove_password, name="remove-password"),
    path("invitation/<str:token>/", invitations.invited, name="invited"),
    path(WORK, people.people, name="people"),
    path(WORK + "correspondants/", people.correspondents, name="correspondents"),
    path(INVITATIONS, invitations.invitations, name="invitations"),
    path(INVITATIONS + "nouvelle/<sort:sort>/", invitations.invite, name="invite"),
    path(INVITATIONS + "<int:pk>/", invitations.invitation, name="invitation"),
    path(INVITATIONS + "<int:pk>/ajouter/<sort:sort>/", invitations.promise, name="promise"),
    path(INVITATIONS + "<int:pk>/renvoyer/", invitations.resend, name="resend-invitation"),
    path(INVITATIONS + "<int:pk>/annuler/", invitations.revoke, name="revoke-invitation"),
    path(ONE, people.person, name="person"),
    path(ONE + "ajouter/<sort:sort>/", people.add_fact, name="add-fact"),
    path(ONE + "<sort:sort>/<int:fact>/fin/", people.end_fact, name="end-fact"),
    path(ONE + "<sort:sort>/<int:fact>/retirer/", people.withdraw_fact, name="withdraw-fact"),
    path(ONE + "fermer/", accounts.close_account, name="close-account"),
    path(ONE + "rouvrir/", accounts.reopen_account, name="reopen-account"),
    path(ONE + "seconde-preuve/", accounts.reset_second_factor, name="reset-second-factor"),
]
