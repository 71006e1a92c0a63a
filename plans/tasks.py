from django.urls import reverse
from procrastinate.contrib.django import app

from actors.models import ElectedMember, Organisation, Representative
from essportal import clock, emails, menus
from plans.documents.letter import letter_pdf
from plans.models import Amendment, ReviewInvitation, Version
from plans.selectors.lettering import letter_of, told
from plans.selectors.reviewing import invited_people


@app.task(queue="mail", retry=5)
def announce_review(version_id: int) -> None:
    """Invite each elected official in office to read the version that was just submitted."""
    version = Version.objects.select_related("plan").get(pk=version_id)
    for mandate in ElectedMember.objects.valid_on(clock.today()).select_related("person"):
        emails.send(
            f"review-{version.pk}-{mandate.person_id}",
            mandate.person.email,
            "plans/emails/review_opened",
            {"version": version, "person": mandate.person, "path": reverse("plans:review", args=[version.number])},
        )


@app.task(queue="mail", retry=5)
def tell_invited(invitation_id: int) -> None:
    """Those who speak for an organisation or a body invited to review: one message each for a version."""
    invitation = ReviewInvitation.objects.select_related("version__plan", "organisation", "body").filter(
        pk=invitation_id
    )
    for found in invitation:  # none when it was taken back meanwhile
        for person in invited_people(found):
            emails.send(
                f"review-{found.version_id}-{person.pk}",
                person.email,
                "plans/emails/invited_to_review",
                {
                    "invitation": found,
                    "version": found.version,
                    "person": person,
                    "path": reverse("plans:review", args=[found.version.number]),
                },
            )


@app.task(queue="mail", retry=5)
def tell_amender_of_decision(amendment_id: int) -> None:
    """Its author reads what was decided, by whom and why."""
    amendment = Amendment.objects.select_related("author", "version").get(pk=amendment_id)
    if not amendment.is_decided or amendment.author.erased_at:
        return
    emails.send(
        f"amendment-decided-{amendment.pk}",
        amendment.author.email,
        "plans/emails/amendment_decided",
        {"amendment": amendment, "path": amendment.get_absolute_url()},
    )


@app.task(queue="mail", retry=5)
def send_letter(version_id: int, organisation_id: int) -> None:
    """What became of what an organisation said, to each of those who speak for it: once for a version."""
    version = Version.objects.select_related("plan").get(pk=version_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    replies = told(version, organisation)
    if not replies:
        return
    letter = letter_of(version, organisation)
    content = letter_pdf(letter, str(menus.authority() or ""))
    attached = emails.Attachment(f"lettre-version-{version.number}.pdf", content, "application/pdf")
    links = Representative.objects.valid_on(clock.today()).filter(organisation=organisation)
    for link in links.filter(person__erased_at=None).select_related("person"):
        emails.send(
            f"letter-{version.pk}-{organisation.pk}-{link.person_id}",
            link.person.email,
            "plans/emails/letter",
            {
                "letter": letter,
                "person": link.person,
                "replies": replies,
                "path": reverse("plans:letter", args=[version.number, organisation.slug]),
            },
            [attached],
        )
