from django.apps import AppConfig


class ReaderFormsScreensConfig(AppConfig):
    name = "toasoan.newsroom.reader_forms"
    label = "newsroom_reader_forms"
