"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from procrastinate.contrib.django import app

from actors import notices
from actors.forgetting import forget_lapsed, forget_unproved
from actors.models import Claim, Correction, HandOver, Representative


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_unproved_addresses(timestamp: int) -> None:
    forget_unproved()


@app.periodic(cron="27 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_lapsed_hand_overs(timestamp: int) -> None:
    """Addresses of people who never answered: nobody's business after two weeks."""
    forget_lapsed()


@app.task(queue="mail", retry=5)
def tell_claim_news(claim_id: int) -> None:
    notices.claim_news(Claim.objects.select_related("person", "organisation").get(pk=claim_id))


@app.task(queue="mail", retry=5)
def tell_correction_is_settled(correction_id: int) -> None:
    notices.correction_settled(Correction.objects.select_related("person", "organisation").get(pk=correction_id))


@app.task(queue="mail", retry=5)
def send_hand_over(handover_id: int) -> None:
    # Lapsed and forgotten before the mail server came back: nothing to send.
    if offer := HandOver.objects.select_related("offered_by", "organisation").filter(pk=handover_id).first():
        notices.hand_over_offered(offer)


@app.task(queue="mail", retry=5)
def tell_hand_over_is_taken(handover_id: int) -> None:
    notices.hand_over_taken(HandOver.objects.select_related("offered_by", "organisation").get(pk=handover_id))


@app.task(queue="mail", retry=5)
def tell_representation_ended(representative_id: int) -> None:
    notices.representation_ended(
        Representative.objects.select_related("person", "organisation").get(pk=representative_id)
    )
