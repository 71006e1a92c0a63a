"""Who may do what in the registry. A policy says who; the models say when."""

from actors.models import Department, FactKind
from actors.models.reports import departments_of
from actors.processing import PREFIX


def can_write_diagnosis(user) -> bool:
    return user.is_authenticated and user.is_ess_team


def can_edit_pages(user) -> bool:
    """The information pages and the glossary belong to the ESS team and to administrators."""
    return user.is_authenticated and (user.is_ess_team or user.is_administrator)


def can_edit_page(user, key) -> bool:
    """The DPO writes what concerns personal data: its page, and the complements of the register."""
    if key.startswith(PREFIX):
        return is_dpo(user)
    return can_edit_pages(user) or (key == "donnees-personnelles" and is_dpo(user))


def can_record_audit(user) -> bool:
    return can_edit_pages(user)


def is_dpo(user) -> bool:
    return user.is_authenticated and user.is_dpo


def can_read_exports(user) -> bool:
    """The log of exports says what colleagues took away: the DPO and administrators read it."""
    return user.is_authenticated and (user.is_dpo or user.is_administrator)


def can_read_register(user) -> bool:
    return can_read_exports(user) or can_edit_pages(user)


def can_erase(user, person) -> bool:
    """The DPO erases whoever holds no mandate nor post today; the others are part of the public record."""
    if not is_dpo(user) or person is None or person.erased_at or person == user:
        return False
    return not (person.posts or person.is_elected or person.is_correspondent)


def is_administrator_only(user) -> bool:
    """For the work bar: the DPO has a desk, and the team's bar is full; both find the way in the pages themselves."""
    return user.is_authenticated and user.is_administrator and not (user.is_dpo or user.is_ess_team)


def can_settle_authority(user) -> bool:
    """Its names, its look and its legal notices belong to the administrator."""
    return user.is_authenticated and user.is_administrator


def can_tend_territory(user) -> bool:
    """Communes, departments and competences: the ESS team lives with them every day."""
    return user.is_authenticated and (user.is_administrator or user.is_ess_team)


def can_see_people(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_administrator)


def can_note(user, sort: str) -> bool:
    """The team notes mandates and who speaks for whom; a post opens the desks, so only an administrator gives it."""
    if sort == FactKind.POST:
        return can_administer(user)
    return can_see_people(user)


def can_administer(user) -> bool:
    """Posts, closed accounts, lost telephones."""
    return user.is_authenticated and user.is_administrator


def can_carry(user, invitation) -> bool:
    """Complete or send again an invitation: as much as what it already promises."""
    return all(can_note(user, fact.sort) for fact in invitation.facts.all()) and can_see_people(user)


def can_close(user, person) -> bool:
    """Nobody locks themselves out."""
    return can_administer(user) and user.pk != person.pk


def needs_second_factor(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_administrator)


def can_run_directory(user) -> bool:
    """Checking, correcting, merging and archiving sheets belongs to the ESS team."""
    return user.is_authenticated and user.is_ess_team


def represents(user, organisation) -> bool:
    """Today, and in the open: a sheet not yet verified is completed through its claim."""
    return user.is_authenticated and organisation.is_verified and organisation.pk in user.organisation_ids


def can_edit_own_sheet(user, organisation) -> bool:
    return represents(user, organisation)


def can_hand_over(user, organisation) -> bool:
    return represents(user, organisation)


def can_offer(user, organisation) -> bool:
    """A representative, or the team for an organisation that has lost its own."""
    return represents(user, organisation) or can_run_directory(user)


def can_call_back(user, offer) -> bool:
    return user.is_authenticated and (offer.offered_by_id == user.pk or user.is_ess_team)


def abilities(user, organisation) -> dict[str, bool]:
    """What to show on a sheet. A visitor is shown the claim: they sign in on the way."""
    mine = represents(user, organisation)
    return {"claim": organisation.is_verified and not mine, "edit": mine, "check": can_run_directory(user)}


def can_import(user) -> bool:
    """The directory is filled by the ESS team."""
    return user.is_authenticated and user.is_ess_team


def works_inside(user) -> bool:
    """The people of the authority: they read who carries the ESS in each department."""
    if not user.is_authenticated:
        return False
    return bool(user.posts) or user.is_elected or user.is_correspondent or bool(departments_of(user))


def departments_shown():
    return Department.objects.open()


def can_file_report(user) -> bool:
    """Correspondents and agents of a department; the team for any, when someone told them."""
    return user.is_authenticated and (user.is_ess_team or bool(departments_of(user)))


def can_read_reports(user) -> bool:
    return user.is_authenticated and (user.is_general_management or can_file_report(user))


def can_correct_report(user, report) -> bool:
    """Its author, while they still work there."""
    return user.is_authenticated and report.author_id == user.pk and report.department_id in departments_of(user)


def can_answer_reports(user) -> bool:
    return user.is_authenticated and user.is_ess_team
