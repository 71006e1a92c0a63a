from django.urls import path

from actors.views import news

urlpatterns = [
    path("nouvelles/abonnement/", news.subscribe, name="subscribe"),
    path("nouvelles/abonnement/envoye/", news.subscribe_sent, name="subscribe-sent"),
    path("nouvelles/abonnement/<str:token>/", news.confirm_subscription, name="confirm-subscription"),
    path("nouvelles/desabonnement/<str:token>/", news.unsubscribe, name="unsubscribe"),
    path("mon-espace/nouvelles/", news.news_choices, name="news-choices"),
]
