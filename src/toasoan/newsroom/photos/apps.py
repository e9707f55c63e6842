from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "toasoan.newsroom.photos"
    label = "newsroom_photos"
