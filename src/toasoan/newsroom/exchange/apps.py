from django.apps import AppConfig


class NewsroomExchangeConfig(AppConfig):
    name = "toasoan.newsroom.exchange"
    label = "newsroom_exchange"
