from django.urls import path

from consultations.views import frame, moderation, synthesis, typing, work_meetings

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
    path("travail/synthese/points/nouveau/", synthesis.new_point, name="new-point"),
    path("travail/synthese/points/<str:reference>/", synthesis.edit_point, name="edit-point"),
    path("travail/synthese/points/<str:reference>/publier/", synthesis.publish_point, name="publish-point"),
    path("travail/synthese/points/<str:reference>/retirer/<int:pk>/", synthesis.ungather, name="ungather"),
    path("travail/concertation/", frame.work_frame, name="work-frame"),
    path("travail/concertation/nouvelle/", frame.new_frame, name="new-frame"),
    path("travail/concertation/<slug:slug>/", frame.edit_frame, name="edit-frame"),
    path("travail/concertation/<slug:slug>/publier/", frame.publish_frame, name="publish-frame"),
]
