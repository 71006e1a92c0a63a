"""What the departments reported, and what the ESS team answered."""

from uuid import uuid4

from actors import actions
from plans.demonstration.corpus import Story, read

KINDS = {
    "projet": "project",
    "ressource": "practice",
    "alerte": "difficulty",
    "besoin": "need",
    "bonne_pratique": "practice",
    "opportunite": "call",
    "question": "question",
}
LEVELS = {"publique": "public", "partagee": "network", "interne": "management", "confidentielle": "team"}
BECAME = {
    "en_cours": "under_way",
    "transmise": "passed_on",
    "traitee": "dealt_with",
    "repondue": "dealt_with",
    "publiee": "dealt_with",
}


def report_and_answer(story: Story) -> None:
    for item in sorted(read("transversality")["field_reports"], key=lambda one: -one["days_ago"]):
        department = story.departments[item["department"]]
        correspondent = department.correspondents.filter(rank="holder").select_related("person").first()
        by = correspondent.person if correspondent else story.officer
        with story.standing(-item["days_ago"], 9):
            report = actions.file_report(
                by=by,
                key=uuid4(),
                department=department,
                kind=KINDS[item["kind"]],
                title=item["title"],
                text=story.mend(item["text"]),
                confidentiality=LEVELS[item["confidentiality"]],
            )
        outcome = item["outcome"]
        if outcome["status"] in BECAME:
            with story.standing(-max(item["days_ago"] - 2, 0), 16):
                actions.answer_report(
                    report, by=story.officer, status=BECAME[outcome["status"]], answer=story.mend(outcome["text"])
                )
