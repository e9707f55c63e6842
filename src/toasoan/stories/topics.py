"""Topics: an event or a campaign whose stories are gathered under one address."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import code_validator


class Topic(models.Model):
    """A topic of an agency's site (chuyên đề). A story belongs to one at most (decision 0024)."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="topics")
    slug = models.SlugField(_("address"), max_length=60, validators=[code_validator])
    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    #: Everybody may see it; without one the photo of the latest story stands for the topic.
    picture = models.ForeignKey(
        "media.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("photo"),
    )
    #: Stories can be put into it. A topic that is over keeps its page and its stories.
    is_open = models.BooleanField(_("going on"), default=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-is_open", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="topic_slug_is_unique")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The topic's page."""
        return reverse("portal:topic", args=[self.slug])
