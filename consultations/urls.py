from django.urls import path, register_converter

from consultations.views import (
    contributions,
    files,
    frame,
    mine,
    moderation,
    participation,
    points,
    public,
    report,
    synthesis,
    typing,
    windows,
    work_meetings,
    work_points,
    writing,
)


class Tabular:
    """The two kinds of file in which a table leaves."""

    regex = "csv|ods"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Tabular, "tabular")

app_name = "consultations"
urlpatterns = [
    # Work: the ESS team's meetings, typing, moderation, synthesis and frame
    path("travail/rencontres/", work_meetings.work_meetings, name="work-meetings"),
    path("travail/rencontres/nouvelle/", work_meetings.new_meeting, name="new-meeting"),
    path("travail/rencontres/<str:reference>/", work_meetings.work_meeting, name="work-meeting"),
    path("travail/rencontres/<str:reference>/modifier/", work_meetings.edit_meeting, name="edit-meeting"),
    path(
        "travail/rencontres/<str:reference>/annoncer/",
        work_meetings.move_meeting,
        {"deed": "announce"},
        name="announce-meeting",
    ),
    path(
        "travail/rencontres/<str:reference>/annuler/",
        work_meetings.move_meeting,
        {"deed": "cancel"},
        name="cancel-meeting",
    ),
    path(
        "travail/rencontres/<str:reference>/tenue/",
        work_meetings.move_meeting,
        {"deed": "hold"},
        name="hold-meeting",
    ),
    path("travail/rencontres/<str:reference>/tables/<int:number>/", typing.type_ideas, name="type-ideas"),
    path(
        "travail/rencontres/<str:reference>/tables/<int:number>/idees/<int:pk>/annuler/",
        typing.undo_idea,
        name="undo-idea",
    ),
    path("travail/contributions/", moderation.work_contributions, name="work-contributions"),
    path("travail/contributions/publier/", moderation.publish_contributions, name="publish-contributions"),
    path("travail/contributions/saisie/", typing.paste_ideas, name="paste-ideas"),
    path("travail/contributions/saisie/enregistrer/", typing.import_ideas, name="import-ideas"),
    path("travail/contributions/<str:reference>/", moderation.work_contribution, name="work-contribution"),
    path("travail/contributions/<str:reference>/ecarter/", moderation.set_aside, name="set-aside"),
    path("travail/synthese/", synthesis.synthesis_desk, name="synthesis-desk"),
    path("travail/synthese/rassembler/", synthesis.gather, name="gather"),
    path("travail/synthese/points/nouveau/", work_points.new_point, name="new-point"),
    path("travail/synthese/points/<str:reference>/", work_points.edit_point, name="edit-point"),
    path("travail/synthese/points/<str:reference>/publier/", work_points.publish_point, name="publish-point"),
    path("travail/synthese/points/<str:reference>/retirer/<int:pk>/", work_points.ungather, name="ungather"),
    path("travail/concertation/", frame.work_frame, name="work-frame"),
    path("travail/concertation/nouvelle/", frame.new_frame, name="new-frame"),
    path("travail/concertation/<slug:slug>/", frame.edit_frame, name="edit-frame"),
    path("travail/concertation/<slug:slug>/publier/", frame.publish_frame, name="publish-frame"),
    # Windows, participation, bilan; versions of a point and objections
    path("travail/concertation/<slug:slug>/fenetres/", windows.windows, name="consultation-windows"),
    path("travail/concertation/<slug:slug>/fenetres/<int:pk>/", windows.edit_window, name="edit-window"),
    path("travail/concertation/<slug:slug>/fenetres/<int:pk>/retirer/", windows.remove_window, name="remove-window"),
    path(
        "travail/concertation/<slug:slug>/participation/", participation.work_participation, name="work-participation"
    ),
    path(
        "travail/concertation/<slug:slug>/participation.<tabular:kind>",
        participation.work_participation_file,
        name="work-participation-file",
    ),
    path("travail/concertation/<slug:slug>/bilan/", report.edit_report, name="edit-report"),
    path("travail/concertation/<slug:slug>/bilan/publier/", report.publish_report, name="publish-report"),
    path(
        "travail/synthese/points/<str:reference>/versions/<int:number>/reprendre/",
        work_points.restore_point,
        name="restore-point",
    ),
    path("travail/synthese/objections/", work_points.objections, name="objections"),
    path("travail/synthese/objections/<int:pk>/", work_points.answer_objection, name="answer-objection"),
    path("concertations/<slug:slug>/cadre/", windows.frame_history, name="frame-history"),
    path("concertations/<slug:slug>/bilan/", report.report, name="report"),
    path("concertations/<slug:slug>/participation/", participation.participation, name="participation"),
    path(
        "concertations/<slug:slug>/participation.<tabular:kind>",
        participation.participation_file,
        name="participation-file",
    ),
    path("concertations/<slug:slug>/synthese/", points.synthesis, name="synthesis"),
    path("synthese/<str:reference>/", points.synthesis_point, name="synthesis-point"),
    path("synthese/<str:reference>/contester/", points.object_to_point, name="object-to-point"),
    # Public: reading, writing, one's own space
    path("concertations/<slug:slug>/", public.consultation, name="consultation"),
    path("rencontres/", public.meetings, name="meetings"),
    path("rencontres/<str:reference>/", public.meeting, name="meeting"),
    path("contributions/", contributions.contributions, name="contributions"),
    path("contributions/<str:reference>/", contributions.contribution, name="contribution"),
    path("contributions/<str:reference>/retirer/", contributions.withdraw, name="withdraw"),
    path("contributions/<str:reference>/pieces/<int:pk>/", files.attachment, name="attachment"),
    path("contribuer/", writing.write, name="contribute"),
    path("contribuer/<uuid:key>/", writing.edit, name="edit-draft"),
    path("contribuer/<uuid:key>/verifier/", writing.verify, name="verify"),
    path("contribuer/<uuid:key>/deposee/", writing.filed, name="filed"),
    path("contribuer/<uuid:key>/supprimer/", writing.drop, name="drop-draft"),
    path("contribuer/<uuid:key>/pieces/<int:pk>/retirer/", writing.detach, name="detach"),
    path("mon-espace/", mine.my_space, name="my-space"),
    path("mon-espace/nom/", mine.my_name, name="my-name"),
    path("mon-espace/nom/retirer/", mine.take_name_back, name="take-name-back"),
    path("mon-espace/donnees/", mine.my_data, name="my-data"),
    path("mon-espace/donnees/mes-donnees.json", mine.my_data_file, {"kind": "json"}, name="my-data-json"),
    path("mon-espace/donnees/mes-donnees.html", mine.my_data_file, {"kind": "html"}, name="my-data-html"),
    path("mon-espace/effacer/", mine.leave, name="leave"),
]
