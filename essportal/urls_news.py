from django.urls import path

from essportal import views_news

urlpatterns = [
    path("nouvelles/", views_news.page, name="news"),
    path("nouvelles/flux.atom", views_news.feed, name="news-feed"),
]
