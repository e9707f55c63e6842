from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "toasoan.newsroom.site"
    label = "newsroom_site"
