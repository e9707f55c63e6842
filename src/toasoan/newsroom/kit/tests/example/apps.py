from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "toasoan.newsroom.kit.tests.example"
    label = "newsroom_example"
