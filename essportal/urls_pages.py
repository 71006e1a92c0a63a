from django.urls import path

from essportal import views, views_finding, views_freshness

urlpatterns = [
    path("charte.css", views.accent_css, name="accent-css"),
    path("recherche/", views_finding.finding, name="finding"),
    path("aide/", views.page, {"template": "essportal/help.html"}, name="help"),
    path("aide/<slug:role>/", views.help_of, name="help-of"),
    path("glossaire/", views.glossary, name="glossary"),
    path("accessibilite/", views.page, {"template": "essportal/accessibility.html"}, name="accessibility"),
    path("mentions-legales/", views.page, {"template": "essportal/legal_notice.html"}, name="legal-notice"),
    path("mon-espace/verification/", views_freshness.prove, name="prove"),
    path("plan-du-site/", views.page, {"template": "essportal/site_map.html"}, name="site-map"),
]
