from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "toasoan.newsroom.figures"
    label = "newsroom_figures"

    def ready(self) -> None:
        """Members of boards who only read figures begin with the dashboard."""
        from toasoan.newsroom.figures.landing import dashboard_first
        from toasoan.newsroom.kit.first_screen import register_first_screen

        register_first_screen(dashboard_first)
