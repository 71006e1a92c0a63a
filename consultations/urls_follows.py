from django.urls import path, register_converter

from consultations.selectors.following import FollowedConverter
from consultations.views import follows

register_converter(FollowedConverter, "followed")

urlpatterns = [
    path("suivre/<followed:what>/<int:pk>/", follows.follow, name="follow"),
    path("ne-plus-suivre/<followed:what>/<int:pk>/", follows.stop_following, name="stop-following"),
    path("mon-espace/suivis/", follows.my_follows, name="my-follows"),
]
