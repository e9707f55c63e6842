"""What outlets publish, compared with what was sent to them (decision 0041)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.outlets.models import TEXT_LENGTH

#: Characters of a watch word.
WORDS_LENGTH = 120


class WatchedFeed(models.Model):
    """How reading an outlet's feed or list page goes; the address stands with the outlet."""

    outlet = models.OneToOneField(
        "outlets.Outlet", primary_key=True, on_delete=models.PROTECT, related_name="feed"
    )
    #: The address that the state below is about; another one at the outlet begins anew.
    address = models.URLField(max_length=TEXT_LENGTH, blank=True)
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(_("last read"), null=True)
    good_at = models.DateTimeField(_("last read without a problem"), null=True)
    next_at = models.DateTimeField(_("next reading"), null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    listed = models.PositiveSmallIntegerField(_("items on the page"), default=0)
    #: What the site called the state that we have seen: it need not send it again.
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("watched feed")
        verbose_name_plural = _("watched feeds")
        default_permissions = ()

    def __str__(self) -> str:
        return self.address

    @property
    def is_being_read(self) -> bool:
        """Whether somebody asked for a reading that has not ended yet."""
        asked, read = self.asked_at, self.read_at
        return asked is not None and (read is None or read < asked)


class SeenItem(models.Model):
    """An item of an outlet. The text is forgotten after a while, the address is not."""

    outlet = models.ForeignKey("outlets.Outlet", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=TEXT_LENGTH)
    headline = models.CharField(max_length=TEXT_LENGTH)
    text = models.TextField(blank=True)
    published_on = models.DateField()
    #: When it first stood on the page, and last.
    seen_at = models.DateTimeField()
    listed_at = models.DateTimeField()
    #: How often its own page was asked for; None of it left when the text is whole.
    pages_due = models.PositiveSmallIntegerField(default=0)
    compared_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("item of an outlet")
        verbose_name_plural = _("items of outlets")
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "address"], name="item_is_seen_once")
        ]
        indexes = [
            models.Index(fields=["outlet", "seen_at"], name="item_outlet_seen"),
            models.Index(fields=["listed_at"], name="item_listed"),
        ]

    def __str__(self) -> str:
        return self.headline


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("waiting for your word")
    CONFIRMED = "confirmed", _("ours, entered as used")
    CLIPPED = "clipped", _("entered as written about us")
    REFUSED = "refused", _("not ours")
    KNOWN = "known", _("had been entered already")


class Proposal(models.Model):
    """That an item is one of our stories, or is about us; a person decides.

    With a `story`, `score` is how much of it stands in the item (0–1). Without one, `words` are
    the watch words found in it and `unit` is whom they are about.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(SeenItem, on_delete=models.PROTECT, related_name="proposals")
    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField(default=0)
    words = models.CharField(max_length=TEXT_LENGTH, blank=True)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    placement = models.ForeignKey(
        "outlets.Placement", null=True, on_delete=models.PROTECT, related_name="+"
    )
    clipping = models.ForeignKey(
        "outlets.Clipping", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("found item")
        verbose_name_plural = _("found items")
        default_permissions = ()
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "story"], name="story_is_proposed_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(story=None), name="clipping_is_proposed_once"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_at__isnull=False),
                name="decided_proposal_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "proposed_at"], name="proposal_state")]

    def __str__(self) -> str:
        return self.item.headline


class WatchWord(models.Model):
    """Words by which an item is known to be about a unit."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("words"), max_length=WORDS_LENGTH)
    #: As they are compared (`shingles.words`), one space between two.
    compared = models.CharField(max_length=WORDS_LENGTH, editable=False)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("about")
    )

    class Meta:
        verbose_name = _("watch word")
        verbose_name_plural = _("watch words")
        default_permissions = ()
        ordering = ["words"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "compared"], name="watch_word_stands_once")
        ]

    def __str__(self) -> str:
        return self.words
