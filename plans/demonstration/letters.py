"""The letters of the first public version, and who read it to its end; those of the second wait to be sent."""

from plans import actions
from plans.demonstration.corpus import Story
from plans.demonstration.writing import FIRST_CLOSED, FIRST_FROZEN
from plans.models import Version
from plans.selectors.lettering import letter_of, to_tell

READERS = ["alix_modele", "andrea_esquisse"]


def write(story: Story) -> None:
    version = Version.objects.filter(plan=story.plan).order_by("number").first()
    with story.standing(FIRST_FROZEN + 1, 10):
        waiting = list(to_tell(version))
        actions.send_letters(version, by=story.officer)
        # The queue of the story runs nothing: the letters are written here, and no e-mail leaves.
        for organisation in waiting:
            letter_of(version, organisation)
    with story.standing(FIRST_CLOSED, 18):
        for key in READERS:
            actions.note_read_to_the_end(version, by=story.people[key])
