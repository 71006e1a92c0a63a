from django.urls import path, register_converter

from consultations import urls_bodies, urls_follows, urls_meetings
from consultations.views import (
    capture,
    capture_desk,
    contributions,
    corrections,
    discussions,
    endorsements,
    erasing,
    files,
    frame,
    mine,
    moderation,
    participation,
    points,
    priorities,
    public,
    questionnaires,
    report,
    rulings,
    synthesis,
    typing,
    windows,
    work_meetings,
    work_points,
    work_priorities,
    work_questionnaires,
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
    *urls_meetings.urlpatterns,
    *urls_bodies.urlpatterns,
    *urls_follows.urlpatterns,
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
    # The tables' capture: the team's desk, then the page that a QR code opens
    path("travail/rencontres/<str:reference>/capture/ouvrir/", capture_desk.open_capture, name="capture-open"),
    path("travail/rencontres/<str:reference>/tables/<int:number>/capture/", capture_desk.table, name="capture-table"),
    path(
        "travail/rencontres/<str:reference>/tables/<int:number>/capture/refaire/",
        capture_desk.renew,
        name="capture-renew",
    ),
    path(
        "travail/rencontres/<str:reference>/tables/<int:number>/capture/fermer/",
        capture_desk.close,
        name="capture-close",
    ),
    path("travail/rencontres/<str:reference>/dossier.pdf", capture_desk.kit, name="workshop-kit"),
    path("capture/<str:secret>/", capture.capture, name="capture"),
    path("capture/<str:secret>/hors-ligne.js", capture.worker, name="capture-worker"),
    path("travail/contributions/", moderation.work_contributions, name="work-contributions"),
    path("travail/contributions/publier/", moderation.publish_contributions, name="publish-contributions"),
    path("travail/contributions/saisie/", typing.paste_ideas, name="paste-ideas"),
    path("travail/contributions/saisie/enregistrer/", typing.import_ideas, name="import-ideas"),
    path("travail/contributions/saisie/<uuid:key>/", typing.batch, name="batch"),
    path("travail/contributions/saisie/<uuid:key>/defaire/", typing.undo_batch, name="undo-batch"),
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
    # Questionnaires
    path("travail/questionnaires/", work_questionnaires.work_questionnaires, name="work-questionnaires"),
    path("travail/questionnaires/nouveau/", work_questionnaires.new_questionnaire, name="new-questionnaire"),
    path("travail/questionnaires/<int:pk>/", work_questionnaires.work_questionnaire, name="work-questionnaire"),
    path(
        "travail/questionnaires/<int:pk>/modifier/",
        work_questionnaires.edit_questionnaire,
        name="edit-questionnaire",
    ),
    path(
        "travail/questionnaires/<int:pk>/questions/nouvelle/<slug:kind>/",
        work_questionnaires.new_question,
        name="new-asked-question",
    ),
    path(
        "travail/questionnaires/<int:pk>/questions/<int:question>/",
        work_questionnaires.edit_question,
        name="edit-asked-question",
    ),
    path(
        "travail/questionnaires/<int:pk>/questions/<int:question>/retirer/",
        work_questionnaires.drop_question,
        name="drop-asked-question",
    ),
    path(
        "travail/questionnaires/<int:pk>/questions/<int:question>/<slug:direction>/",
        work_questionnaires.move_question,
        name="move-asked-question",
    ),
    path("travail/questionnaires/<int:pk>/essai/", work_questionnaires.try_questionnaire, name="try-questionnaire"),
    path("travail/questionnaires/<int:pk>/affiche/", work_questionnaires.poster, name="questionnaire-poster"),
    path("travail/questionnaires/<int:pk>/saisie/", work_questionnaires.type_answers, name="type-answers"),
    path(
        "travail/questionnaires/<int:pk>/reponses.csv",
        work_questionnaires.answers_file,
        {"kind": "csv"},
        name="answers-csv",
    ),
    path(
        "travail/questionnaires/<int:pk>/reponses.ods",
        work_questionnaires.answers_file,
        {"kind": "ods"},
        name="answers-ods",
    ),
    *(
        path(
            f"travail/questionnaires/<int:pk>/{address}/",
            work_questionnaires.move_questionnaire,
            {"deed": deed},
            name=f"{deed}-questionnaire",
        )
        for deed, address in {
            "open": "ouvrir",
            "close": "fermer",
            "publish": "publier",
            "drop": "abandonner",
        }.items()
    ),
    path(
        "concertations/<slug:slug>/questionnaires/<slug:questionnaire>/",
        questionnaires.questionnaire,
        name="questionnaire",
    ),
    path(
        "concertations/<slug:slug>/questionnaires/<slug:questionnaire>/merci/",
        questionnaires.thanks,
        name="questionnaire-thanks",
    ),
    path(
        "concertations/<slug:slug>/questionnaires/<slug:questionnaire>/code.svg",
        questionnaires.code,
        name="questionnaire-code",
    ),
    path(
        "concertations/<slug:slug>/questionnaires/<slug:questionnaire>/resultats/",
        questionnaires.results,
        name="questionnaire-results",
    ),
    path(
        "concertations/<slug:slug>/questionnaires/<slug:questionnaire>/resultats.csv",
        questionnaires.results_file,
        {"kind": "csv"},
        name="questionnaire-results-csv",
    ),
    path(
        "concertations/<slug:slug>/questionnaires/<slug:questionnaire>/resultats.ods",
        questionnaires.results_file,
        {"kind": "ods"},
        name="questionnaire-results-ods",
    ),
    # Votes of priorities
    path("travail/priorites/", work_priorities.work_prioritisations, name="work-prioritisations"),
    path("travail/priorites/nouveau/", work_priorities.new_prioritisation, name="new-prioritisation"),
    path("travail/priorites/<int:pk>/", work_priorities.work_prioritisation, name="work-prioritisation"),
    path("travail/priorites/<int:pk>/modifier/", work_priorities.edit_prioritisation, name="edit-prioritisation"),
    path("travail/priorites/<int:pk>/points/", work_priorities.set_choices, name="set-choices"),
    path("travail/priorites/<int:pk>/tables/<int:number>/", work_priorities.type_ballot, name="type-ballot"),
    *(
        path(
            f"travail/priorites/<int:pk>/{address}/",
            work_priorities.move_prioritisation,
            {"deed": deed},
            name=f"{deed}-prioritisation",
        )
        for deed, address in {"open": "ouvrir", "close": "fermer", "drop": "abandonner"}.items()
    ),
    path("concertations/<slug:slug>/priorites/<slug:vote>/", priorities.prioritisation, name="prioritisation"),
    path("concertations/<slug:slug>/priorites/<slug:vote>/bulletin/<slug:voter>/", priorities.ballot, name="ballot"),
    path(
        "concertations/<slug:slug>/priorites/<slug:vote>/bulletin/<slug:voter>/recu/",
        priorities.receipt,
        name="ballot-receipt",
    ),
    path(
        "concertations/<slug:slug>/priorites/<slug:vote>/resultats/",
        priorities.results,
        name="prioritisation-results",
    ),
    path(
        "concertations/<slug:slug>/priorites/<slug:vote>/bulletins.csv",
        priorities.ballots_file,
        {"kind": "csv"},
        name="ballots-csv",
    ),
    path(
        "concertations/<slug:slug>/priorites/<slug:vote>/bulletins.ods",
        priorities.ballots_file,
        {"kind": "ods"},
        name="ballots-ods",
    ),
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
    path("contributions/liste.csv", contributions.contributions_file, {"kind": "csv"}, name="contributions-csv"),
    path("contributions/liste.ods", contributions.contributions_file, {"kind": "ods"}, name="contributions-ods"),
    path("contributions/liste.json", contributions.contributions_file, {"kind": "json"}, name="contributions-json"),
    path("contributions/<str:reference>/", contributions.contribution, name="contribution"),
    path("contributions/<str:reference>/retirer/", contributions.withdraw, name="withdraw"),
    path("contributions/<str:reference>/pieces/<int:pk>/", files.attachment, name="attachment"),
    path("contribuer/", writing.write, name="contribute"),
    path("contribuer/<uuid:key>/", writing.edit, name="edit-draft"),
    path("contribuer/<uuid:key>/verifier/", writing.verify, name="verify"),
    path("contribuer/<uuid:key>/deposee/", writing.filed, name="filed"),
    path("contribuer/<uuid:key>/supprimer/", writing.drop, name="drop-draft"),
    path("contribuer/<uuid:key>/pieces/<int:pk>/retirer/", writing.detach, name="detach"),
    # Words: corrections, supports, discussion, charter and rulings
    path("charte/", rulings.charter, name="charter"),
    path("contribuer/semblables/", corrections.similar, name="similar"),
    path("contribuer/<uuid:key>/a-part/", corrections.file_apart, name="file-apart"),
    path("contributions/<str:reference>/corriger/", corrections.correct, name="correct"),
    path("contributions/<str:reference>/soutenir/", endorsements.endorse, name="endorse"),
    path("contributions/<str:reference>/soutien/reprendre/", endorsements.take_back, name="take-back-endorsement"),
    path("contributions/<str:reference>/discuter/", discussions.discuss_contribution, name="discuss-contribution"),
    path("contributions/<str:reference>/recours/<int:pk>/", rulings.appeal, name="appeal"),
    path("synthese/<str:reference>/discuter/", discussions.discuss_point, name="discuss-point"),
    path("messages/<int:pk>/retirer/", discussions.take_back_comment, name="take-back-comment"),
    path("travail/messages/<int:pk>/masquer/", discussions.hide_comment, name="hide-comment"),
    path("travail/messages/<int:pk>/montrer/", discussions.show_comment, name="show-comment"),
    path(
        "travail/contributions/<str:reference>/discussion/clore/",
        discussions.move_discussion,
        {"about": "contribution", "deed": "close"},
        name="close-contribution-discussion",
    ),
    path(
        "travail/contributions/<str:reference>/discussion/rouvrir/",
        discussions.move_discussion,
        {"about": "contribution", "deed": "reopen"},
        name="reopen-contribution-discussion",
    ),
    path(
        "travail/synthese/points/<str:reference>/discussion/clore/",
        discussions.move_discussion,
        {"about": "point", "deed": "close"},
        name="close-point-discussion",
    ),
    path(
        "travail/synthese/points/<str:reference>/discussion/rouvrir/",
        discussions.move_discussion,
        {"about": "point", "deed": "reopen"},
        name="reopen-point-discussion",
    ),
    path("travail/contributions/<str:reference>/lue/", rulings.note_reading, name="note-reading"),
    path("travail/contributions/<str:reference>/masquer/", rulings.mask, name="mask"),
    path("travail/contributions/<str:reference>/masquer/<int:pk>/lever/", rulings.unmask, name="unmask"),
    path("travail/contributions/<str:reference>/original/", rulings.original, name="original"),
    path("travail/contributions/<str:reference>/effacer/", erasing.erase, name="erase-contribution"),
    path("travail/contributions/<str:reference>/recours/<int:pk>/", rulings.answer_appeal, name="answer-appeal"),
    path("travail/concertation/<slug:slug>/regles/", rulings.edit_rules, name="edit-rules"),
    path("mon-espace/", mine.my_space, name="my-space"),
    path("mon-espace/nom/", mine.my_name, name="my-name"),
    path("mon-espace/nom/retirer/", mine.take_name_back, name="take-name-back"),
    path("mon-espace/donnees/", mine.my_data, name="my-data"),
    path("mon-espace/donnees/mes-donnees.json", mine.my_data_file, {"kind": "json"}, name="my-data-json"),
    path("mon-espace/donnees/mes-donnees.html", mine.my_data_file, {"kind": "html"}, name="my-data-html"),
    path("mon-espace/effacer/", mine.leave, name="leave"),
]
