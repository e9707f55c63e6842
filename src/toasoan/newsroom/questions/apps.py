from django.apps import AppConfig


class NewsroomQuestionsConfig(AppConfig):
    name = "toasoan.newsroom.questions"
    label = "newsroom_questions"
