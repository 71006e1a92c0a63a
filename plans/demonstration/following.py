"""Some follow, a neighbour gets the news by e-mail, and the digests have left until the day before yesterday."""

from actors import actions as actors
from actors.models import Cadence, Subscriber
from consultations import actions
from essportal.news import Topic
from plans.demonstration.corpus import Story

NEIGHBOUR = "voisine@quartier.example"


def follow(story: Story) -> None:
    speakers = [story.people[key] for key in story.organisations if key in story.people]
    said = list(story.contributions.values())
    with story.standing(-60, 18):
        for rank, person in enumerate(speakers[:8]):
            actions.follow(story.consultation, by=person)
            actions.follow(said[rank * 5], by=person)
        for body in list(story.bodies.values())[:2]:
            actions.follow(body, by=speakers[0])
    with story.standing(-50, 8):
        actors.choose_news(speakers[1], cadences={Topic.FOLLOWED: Cadence.WEEKLY})
    with story.standing(-40, 20):
        actors.subscribe(email=NEIGHBOUR)
        neighbour = Subscriber.objects.get(email=NEIGHBOUR)
        actors.confirm_subscription(neighbour.pk, neighbour.nonce)
    actors.hold_news_as_told(until=story.moment(-2, 7))
