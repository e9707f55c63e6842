from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "toasoan.newsroom.people"
    label = "newsroom_people"
