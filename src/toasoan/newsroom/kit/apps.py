from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "toasoan.newsroom.kit"
    label = "newsroom_kit"

    def ready(self) -> None:
        """Label the fields of Wagtail's link dialogs, which have none."""
        from toasoan.newsroom.kit.link_labels import name_link_fields

        name_link_fields()
