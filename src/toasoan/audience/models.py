"""What the public does: numbers only, nothing about anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryViews(models.Model):
    """How often a story's page was looked at on a day in Việt Nam."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views of a story")
        verbose_name_plural = _("views of stories")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["story", "day"], name="views_once_a_day"),
        ]
        indexes = [models.Index(fields=["day", "story"], name="views_of_a_period")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.day}: {self.number}"
