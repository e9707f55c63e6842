from django.apps import AppConfig


class FirstStepsConfig(AppConfig):
    name = "toasoan.newsroom.first_steps"
    label = "newsroom_first_steps"

    def ready(self) -> None:
        """Be the first screen of a new agency's webmaster."""
        from toasoan.newsroom.first_steps.queries import first_screen_of
        from toasoan.newsroom.kit.first_screen import register_first_screen

        register_first_screen(first_screen_of)
