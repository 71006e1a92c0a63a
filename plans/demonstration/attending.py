"""Who came to the meetings, who will come, who waits for a place; the papers sent before."""

from consultations import actions
from consultations.forms.files import CheckedFile
from consultations.models import Meeting, Registration, Series
from essportal import menus
from plans.demonstration import sittings
from plans.demonstration.corpus import Story, read
from plans.documents.pdf import plan_pdf
from plans.models import Version

FABRIQUES = "Les fabriques du plan 2027–2030"
PRESENTATION = (
    "Une question, des tables, une mise en commun. Chaque fabrique se tient dans une autre commune ; ce qui s’y dit "
    "nourrit le plan."
)
# Places of the meetings to come: the first one is full.
PLACES = {"r08": 18, "r09": 60}
ONLINE = {"r05": "https://visio.val-de-clain.example/inter-services", "r09": "https://visio.val-de-clain.example/r09"}
NEEDS = {3: "J’ai besoin d’une rampe : je viens en fauteuil.", 9: "Un repas sans viande, si possible."}
ABSENT_EVERY = 7
COMING = 23
UNANNOUNCED = "Un voisin, venu avec sa fille"


def frame(story: Story, item) -> dict:
    """What the meetings of the story have besides their corpus."""
    more = {"capacity": PLACES.get(item["key"]), "online_address": ONLINE.get(item["key"], "")}
    if item["kind"] == "fabrique":
        more["series"] = Series.objects.filter(name=FABRIQUES).first() or actions.open_series(
            by=story.officer, name=FABRIQUES, presentation=PRESENTATION
        )
    return more


def come(story: Story) -> None:
    people = _people(story)
    for rank, item in enumerate(read("meetings_outline")["meetings"]):
        meeting, offset = story.meetings[item["key"]], story.relative(item["when"])
        if offset > 0:
            _register(story, meeting, people[:COMING] if item["key"] == "r08" else people[3:19], -2)
            continue
        guests = people[rank * 2 :: 3][:14]
        _came(story, meeting, guests, offset)
    _papers(story)


def _people(story):
    """(person, their organisation), those who speak for one and those who live there in turn."""
    members = [(story.people[key], one) for key, one in story.organisations.items() if key in story.people]
    habitants = [(person, None) for person in story.habitants.values()]
    mixed = [one for pair in zip(members, habitants, strict=False) for one in pair]
    return mixed + members[len(habitants) :] + habitants[len(members) :]


def _register(story, meeting, guests, day):
    for rank, (person, organisation) in enumerate(guests):
        with story.standing(day, 9 + rank // 6, rank % 6 * 9):
            actions.register(meeting, by=person, person=person, organisation=organisation, need=NEEDS.get(rank, ""))


def _came(story, meeting, guests, offset):
    """The meeting is held already in the story: whoever came is added at its door, whoever did not is marked so."""
    with story.standing(offset, 18, 5):
        if meeting.body:
            sittings.seated(story, meeting)
        for person, organisation in guests:
            actions.welcome_unannounced(meeting, by=story.officer, person=person, organisation=organisation)
        actions.welcome_unannounced(meeting, by=story.officer, name=UNANNOUNCED)
        for registration in Registration.objects.filter(meeting=meeting).order_by("pk")[3::ABSENT_EVERY]:
            actions.note_attendance(registration, by=story.officer, attended=False)


def _papers(story):
    """The plan as it was when each meeting read it."""
    authority = str(menus.authority() or "")
    for key, number, day in (("r07", 4, -22), ("r09", 5, -1)):
        version = Version.objects.get(number=number)
        file = CheckedFile(f"plan-version-{number}.pdf", plan_pdf(version, authority), "application/pdf")
        with story.standing(day, 15):
            meeting = Meeting.objects.get(pk=story.meetings[key].pk)
            actions.send_document(
                meeting, by=story.officer, title=f"Projet de plan, version {number}", file=file, tell=False
            )
