from django.urls import reverse
from procrastinate.contrib.django import app

from actors.models import ElectedMember
from essportal import clock, emails
from plans.amending import carried
from plans.models import Amendment, AmendmentStatus, ReviewInvitation, Version
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


@app.task(queue="mail", retry=5)
def tell_amenders_the_text_moved(version_id: int) -> None:
    """A new version was frozen: each author still waiting reads what became of their amendment beside it."""
    version = Version.objects.get(pk=version_id)
    waiting = Amendment.objects.filter(status=AmendmentStatus.FILED, version__plan=version.plan_id)
    for amendment in waiting.exclude(version=version).select_related("author", "version"):
        if amendment.author.erased_at:
            continue
        emails.send(
            f"amendment-carried-{amendment.pk}-{version.pk}",
            amendment.author.email,
            "plans/emails/amendment_carried",
            {
                "amendment": amendment,
                "version": version,
                "carried": carried(amendment),
                "path": amendment.get_absolute_url(),
            },
        )
