from django.urls import path

from essportal import views

urlpatterns = [
    path("charte.css", views.accent_css, name="accent-css"),
    path("aide/", views.page, {"name": "help"}, name="help"),
    path("glossaire/", views.page, {"name": "glossary"}, name="glossary"),
    path("accessibilite/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("mentions-legales/", views.page, {"name": "legal_notice"}, name="legal-notice"),
    path("donnees-personnelles/", views.page, {"name": "personal_data"}, name="personal-data"),
    path("plan-du-site/", views.page, {"name": "site_map"}, name="site-map"),
]
