"""The diagnosis that opened the process: the registry counted, a file of figures brought, comments, published."""

from actors import actions
from actors.forms.diagnosis import Places
from actors.models import Breakdown
from actors.selectors.figures import read
from plans.demonstration.corpus import CORPUS, Story

INTRODUCTION = (
    "Un emploi sur dix du territoire relève de l’économie sociale et solidaire. Elle est partout : chaque commune en "
    "compte, et la moitié de ses établissements emploient moins de trois personnes."
)
COMMENTS = {
    Breakdown.FAMILY: "Les associations portent trois emplois sur quatre. Les coopératives, moins nombreuses, "
    "grandissent plus vite.",
    Breakdown.MUNICIPALITY: "Les communes rurales ont peu d’emplois, mais l’ESS y pèse autant qu’en ville.",
    Breakdown.SECTOR: "L’action sociale et l’enseignement dominent ; l’agriculture, l’industrie et la construction "
    "restent à conquérir.",
}


def publish(story: Story) -> None:
    with story.standing(-250):
        diagnosis = actions.open_diagnosis(
            by=story.officer,
            title="L’économie sociale et solidaire du Val de Clain",
            figures_on=story.day(-330),
            source="Chiffres inventés pour la démonstration, dans l’ordre de grandeur d’un territoire de cette taille.",
            introduction=INTRODUCTION,
        )
        sheet = read((CORPUS / "figures.csv").read_bytes(), Places())
        actions.bring_figures(diagnosis, by=story.officer, rows=sheet.rows)
        written = {name: getattr(diagnosis, name) for name in ("title", "figures_on", "source", "introduction")}
        actions.revise_diagnosis(diagnosis, by=story.officer, comments=COMMENTS, **written)
        actions.publish_diagnosis(diagnosis, by=story.officer)
