"""Meetings: who comes, what is sent, calendars, series. Before `urls`, where a reference takes any word."""

from django.urls import path

from consultations.views import calendars, expecting, mistakes, registering, work_registrations

AT_WORK = "travail/rencontres/<str:reference>"

urlpatterns = [
    path("travail/rencontres/series/", expecting.work_series, name="work-series"),
    path("travail/rencontres/series/nouvelle/", expecting.new_series, name="new-series"),
    path("travail/rencontres/series/<slug:slug>/", expecting.edit_series, name="edit-series"),
    path("travail/rencontres/series/<slug:slug>/retirer/", mistakes.withdraw_series, name="withdraw-series"),
    path(f"{AT_WORK}/inscriptions/", work_registrations.work_registrations, name="work-registrations"),
    path(f"{AT_WORK}/inscriptions/<int:pk>/annuler/", work_registrations.cancel_for_someone, name="cancel-for-someone"),
    path(f"{AT_WORK}/presences/", work_registrations.attendance, name="attendance"),
    path(f"{AT_WORK}/presences/<int:pk>/", work_registrations.mark, name="mark-attendance"),
    path(f"{AT_WORK}/feuille-de-presence.pdf", work_registrations.sheet, name="attendance-sheet"),
    path(f"{AT_WORK}/invitations/", expecting.invitations, name="meeting-invitations"),
    path(f"{AT_WORK}/invitations/<int:pk>/retirer/", expecting.take_back, name="take-meeting-invitation-back"),
    path(f"{AT_WORK}/documents/", expecting.documents, name="meeting-documents"),
    path(f"{AT_WORK}/documents/<int:pk>/retirer/", expecting.withdraw_document, name="withdraw-meeting-document"),
    path(f"{AT_WORK}/ordre-du-jour/reporter/", expecting.carry_over, name="carry-over"),
    path("rencontres/calendrier.ics", calendars.public_calendar, name="public-calendar"),
    path("rencontres/agenda/<str:secret>.ics", calendars.own_calendar, name="own-calendar"),
    path("rencontres/series/<slug:slug>/", expecting.series, name="series"),
    path("rencontres/<str:reference>/rencontre.ics", calendars.meeting_calendar, name="meeting-calendar"),
    path("rencontres/<str:reference>/inscription/", registering.register, name="register"),
    path("rencontres/<str:reference>/inscription/annuler/", registering.cancel, name="cancel-registration"),
    path("rencontres/<str:reference>/documents/<int:pk>/", expecting.document, name="meeting-document"),
    path("mon-espace/agenda/", calendars.my_calendar, name="my-calendar"),
    path("mon-espace/agenda/revoquer/", calendars.revoke_calendar, name="revoke-calendar"),
]
