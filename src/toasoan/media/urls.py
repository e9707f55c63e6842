from django.urls import path

from toasoan.media import views

app_name = "media"
urlpatterns = [
    path("anh/<int:picture_id>/<slug:token>-<int:width>.webp", views.picture, name="picture"),
    path(
        "anh/<int:picture_id>/<slug:token>/chia-se.jpg",
        views.picture_to_share,
        name="picture_to_share",
    ),
    path("tep/<int:attachment_id>/", views.attachment, name="attachment"),
    path("tep-noi-bo/<path:name>", views.newsroom_file, name="newsroom_file"),
]
