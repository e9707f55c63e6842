"""What readers think: ratings of stories, usefulness of pages, polls; nothing about anybody.

No row holds an address, a name or a time of day. A reader's key tells one reader again for a short
time only (`reader_forms.readers`); `retention` takes it away.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.vietnamese.fold import slugify

LEAST_STARS, MOST_STARS = 1, 5
#: Length of `reader_forms.readers.reader_key`, with room to spare.
_KEY = 128


def new_page_key() -> str:
    """A key by which the site knows the pages again about which it asks readers."""
    return secrets.token_hex(32)


class AgencyOpinions(models.Model):
    """What an agency asks its readers, and the sums of all ratings of its stories.

    `page_key` signs which page a form stands on (`portal.opinions.tokens`). It lies here, not in
    the secrets of the installation, so that a restored site has the same pages; it keeps made-up
    pages out of the agency's table and protects nothing else.
    """

    agency = models.OneToOneField(
        "units.Agency", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    ratings_on = models.BooleanField(_("readers rate stories"), default=True)
    satisfaction_on = models.BooleanField(_("readers say whether a page is useful"), default=True)
    number = models.PositiveIntegerField(_("ratings"), default=0)
    total = models.PositiveIntegerField(_("stars"), default=0)
    page_key = models.CharField(max_length=64, default=new_page_key, editable=False)

    class Meta:
        verbose_name = _("opinions of an agency's readers")
        verbose_name_plural = _("opinions of agencies' readers")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.agency_id)


class StoryScore(models.Model):
    """The sums of a story's ratings, and whether readers may rate it.

    Pages that show a score are told of a change at `told_at` and not again for a while
    (`actions.ratings.TELL_EVERY`); `is_untold` says that something has changed since.
    """

    story = models.OneToOneField(
        "stories.Story", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    of_agency = models.ForeignKey(
        AgencyOpinions, on_delete=models.PROTECT, related_name="scores", verbose_name=_("agency")
    )
    number = models.PositiveIntegerField(_("ratings"), default=0)
    total = models.PositiveIntegerField(_("stars"), default=0)
    is_off = models.BooleanField(_("not rated"), default=False)
    told_at = models.DateTimeField(null=True)
    is_untold = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("score of a story")
        verbose_name_plural = _("scores of stories")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gte=F("number") * LEAST_STARS)
                & Q(total__lte=F("number") * MOST_STARS),
                name="story_score_lies_between_the_stars",
            )
        ]
        indexes = [
            models.Index(fields=["of_agency", "number"], name="story_score_enough"),
            models.Index(
                fields=["told_at"], condition=Q(is_untold=True), name="story_score_untold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.total}/{self.number}"


class StoryRating(models.Model):
    """One reader's stars for a story. Without a key nobody can change it any more."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    stars = models.PositiveSmallIntegerField(_("stars"))
    reader_key = models.CharField(max_length=_KEY, null=True)  # noqa: DJ001  # NULLs are not equal

    class Meta:
        verbose_name = _("rating of a story")
        verbose_name_plural = _("ratings of stories")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["story", "reader_key"], name="rating_once_a_reader"),
            models.CheckConstraint(
                condition=Q(stars__gte=LEAST_STARS) & Q(stars__lte=MOST_STARS),
                name="rating_has_one_to_five_stars",
            ),
        ]
        indexes = [
            models.Index(fields=["day", "story"], name="ratings_of_a_period"),
            models.Index(
                fields=["day"], condition=Q(reader_key__isnull=False), name="ratings_with_a_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.day}: {self.stars}"


class AskedPage(models.Model):
    """A page of the site about which a reader said something.

    `subject` names what it shows for good, for example "story:12"; title and path are those of
    the last answer.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("subject"), max_length=80)
    title = models.CharField(_("title"), max_length=300)
    path = models.CharField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("page that readers judged")
        verbose_name_plural = _("pages that readers judged")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject"], name="asked_page_once")
        ]

    def __str__(self) -> str:
        return self.title


class Level(models.TextChoices):
    """How useful a page was."""

    YES = "yes", pgettext_lazy("useful", "Yes")
    PARTLY = "partly", pgettext_lazy("useful", "In part")
    NO = "no", pgettext_lazy("useful", "No")


class ReaderReason(models.TextChoices):
    """What was amiss with a page."""

    MISSING = "missing", _("What I look for is missing")
    UNCLEAR = "unclear", _("Hard to understand")
    OUTDATED = "outdated", _("Out of date")
    WRONG = "wrong", _("Wrong or contradictory")
    HARD_TO_FIND = "hard_to_find", _("Hard to find")
    OTHER = "other", pgettext_lazy("reason of a reader", "Something else")


class PageOpinion(models.Model):
    """Whether a page was useful to one reader. `version` is the moment of the page's version."""

    LONGEST_WORDS = 500

    page = models.ForeignKey(AskedPage, on_delete=models.PROTECT, related_name="opinions")
    version = models.DateTimeField(_("version"), null=True)
    day = models.DateField(_("day"))
    level = models.CharField(_("useful"), max_length=10, choices=Level)
    reason = models.CharField(_("reason"), max_length=20, choices=ReaderReason, blank=True)
    words = models.CharField(_("what could be better"), max_length=LONGEST_WORDS, blank=True)
    is_masked = models.BooleanField(_("personal data left out"), default=False)
    reader_key = models.CharField(max_length=_KEY, null=True)  # noqa: DJ001  # NULLs are not equal

    class Meta:
        verbose_name = _("opinion of a page")
        verbose_name_plural = _("opinions of pages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "reader_key"], name="opinion_once_a_reader"),
        ]
        indexes = [
            models.Index(fields=["day", "page"], name="opinions_of_a_period"),
            models.Index(
                fields=["day"], condition=Q(reader_key__isnull=False), name="opinions_with_a_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.level}"


class ShowResults(models.TextChoices):
    """When readers see the results of a poll."""

    ALWAYS = "always", _("always")
    AFTER_VOTING = "after_voting", _("to those who have voted, and to all after closing")
    AFTER_CLOSING = "after_closing", _("after closing only")


class Poll(models.Model):
    """A question to readers. It is open from the first to the last day, both included.

    `voters` counts people, the options' numbers count ticks: one reader may tick several where
    `several` allows it.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("question"), max_length=200)
    about = models.TextField(_("explanation"), max_length=2000, blank=True)
    several = models.BooleanField(_("several answers"), default=False)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    closed_at = models.DateTimeField(_("closed early at"), null=True)
    show_results = models.CharField(
        _("results are shown"), max_length=20, choices=ShowResults, default=ShowResults.AFTER_VOTING
    )
    on_home = models.BooleanField(_("on the home page"), default=True)
    is_published = models.BooleanField(_("shown on the site"), default=False)
    voters = models.PositiveIntegerField(_("voters"), default=0)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        default_permissions = ()
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="poll_closes_after_it_opens"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "-closes_on", "-id"],
                condition=Q(is_published=True),
                name="poll_shown",
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """`/tham-do/<question>-<id>/`: the id decides, the words are for people."""
        return reverse("portal:poll", args=[self.words_in_address])

    @property
    def words_in_address(self) -> str:
        """The last part of its address."""
        return f"{slugify(self.question)[:80].strip('-') or 'cau-hoi'}-{self.pk}"


class PollOption(models.Model):
    """An answer that readers may tick, and how often it was ticked."""

    LONGEST = 200

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="options")
    order = models.PositiveSmallIntegerField(_("order"))
    words = models.CharField(_("answer"), max_length=LONGEST)
    number = models.PositiveIntegerField(_("votes"), default=0)

    class Meta:
        verbose_name = _("answer of a poll")
        verbose_name_plural = _("answers of polls")
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "order"], name="poll_option_order_once")
        ]

    def __str__(self) -> str:
        return self.words


class PollVote(models.Model):
    """Somebody has voted. What they ticked is in the options' numbers only: votes are secret."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    reader_key = models.CharField(max_length=_KEY)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["poll", "reader_key"], name="vote_once_a_reader")
        ]
        indexes = [models.Index(fields=["day"], name="votes_of_a_day")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.day}"


class OpinionsEntry(models.Model):
    """One dated line of what somebody in the agency did with polls and switches."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(_("happened at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("what was done"), max_length=400)

    class Meta:
        verbose_name = _("entry about opinions")
        verbose_name_plural = _("entries about opinions")
        default_permissions = ()
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["agency", "-happened_at"], name="opinions_entries")]

    def __str__(self) -> str:
        return self.words
