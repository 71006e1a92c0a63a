"""Bodies, minutes and decisions."""

from django.urls import path

from consultations.views import bodies, decisions, minutes, mistakes, work_bodies, work_minutes, work_seats

MEETING = "travail/rencontres/<str:reference>"
BODY = "travail/instances/<slug:slug>"

urlpatterns = [
    # Work: bodies and their seats
    path("travail/instances/", work_bodies.work_bodies, name="work-bodies"),
    path("travail/instances/nouvelle/", work_bodies.new_body, name="new-body"),
    path("travail/instances/mandats/", work_bodies.terms, name="body-terms"),
    path("travail/instances/mandats/<int:pk>/", work_bodies.term, name="body-term"),
    path("travail/instances/mandats/<int:pk>/retirer/", mistakes.withdraw_term, name="body-term-withdraw"),
    path(f"{BODY}/retirer/", mistakes.withdraw_body, name="body-withdraw"),
    path(f"{BODY}/", work_bodies.work_body, name="work-body"),
    path(f"{BODY}/modifier/", work_bodies.edit_body, name="edit-body"),
    path(f"{BODY}/dissoudre/", work_bodies.dissolve_body, name="dissolve-body"),
    path(f"{BODY}/colleges/<int:college>/pourvoir/", work_seats.name_seat, name="body-name-seat"),
    path(f"{BODY}/sieges/<int:pk>/", work_seats.sitter, name="body-seat"),
    path(f"{BODY}/sieges/<int:pk>/remplacer/", work_seats.replace, name="body-replace"),
    path(f"{BODY}/sieges/<int:pk>/fin/", work_seats.end, name="body-end-seat"),
    path(f"{BODY}/sieges/<int:pk>/retirer/", work_seats.withdraw, name="body-withdraw-seat"),
    # Work: minutes and decisions of a meeting
    path(f"{MEETING}/compte-rendu/", work_minutes.write_minutes, name="write-minutes"),
    path(f"{MEETING}/compte-rendu/ouvrir/", work_minutes.open_minutes, name="minutes-open"),
    path(f"{MEETING}/compte-rendu/partie/", work_minutes.add_section, name="minutes-section"),
    path(f"{MEETING}/compte-rendu/redactions/", work_minutes.versions, name="minutes-versions"),
    path(f"{MEETING}/compte-rendu/envoyer/", work_minutes.send, name="minutes-send"),
    path(f"{MEETING}/compte-rendu/corrections/", work_minutes.corrections, name="minutes-corrections"),
    path(f"{MEETING}/compte-rendu/corrections/<int:pk>/", work_minutes.settle, name="minutes-settle"),
    path(f"{MEETING}/compte-rendu/approuver/", work_minutes.approve, name="minutes-approve"),
    path(f"{MEETING}/compte-rendu/erratum/", work_minutes.erratum, name="minutes-erratum"),
    path(f"{MEETING}/decisions/nouvelle/", decisions.new_decision, name="decision-new"),
    path("travail/decisions/", decisions.work_decisions, name="work-decisions"),
    path("travail/decisions/<str:reference>/modifier/", decisions.edit_decision, name="decision-edit"),
    path("travail/decisions/<str:reference>/retirer/", decisions.drop_decision, name="decision-drop"),
    # Public
    path("instances/", bodies.bodies, name="bodies"),
    path("instances/<slug:slug>/", bodies.body, name="body"),
    path("rencontres/<str:reference>/compte-rendu/", minutes.minutes, name="minutes"),
    path("rencontres/<str:reference>/compte-rendu.pdf", minutes.minutes_pdf, name="minutes-pdf"),
    path("rencontres/<str:reference>/compte-rendu/correction/", minutes.propose_correction, name="minutes-correct"),
    path("decisions/<str:reference>/", decisions.decision, name="decision"),
    path("decisions/<str:reference>/suite/", decisions.follow_up, name="decision-follow"),
]
