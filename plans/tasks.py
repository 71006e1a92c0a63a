from django.urls import reverse
from procrastinate.contrib.django import app

from actors.models import ElectedMember
from essportal import clock, emails
from plans.models import Amendment, ReviewInvitation, Version
from plans.reviewing import invited_people


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
