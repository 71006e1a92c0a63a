"""An organisation that left its network: the members of today are not those of always."""

from datetime import date

from actors import actions
from essportal import clock
from plans.demonstration.corpus import Story, at

LEFT = date(2025, 12, 31)


def part_ways(story: Story, since: date) -> None:
    member, network = story.organisations["fil_a_retordre"], story.organisations["reseau_deux_vallees"]
    with clock.standing_at(at(LEFT, 9)):
        actions.join_network(member, network, by=story.officer, starts_on=since, ends_on=LEFT)
