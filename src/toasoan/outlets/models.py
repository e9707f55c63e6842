"""Where stories go next: other people's sites, papers and programmes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: Characters of a headline or an address seen elsewhere.
TEXT_LENGTH = 300
#: Days after which an outlet that has said nothing is taken not to answer.
ANSWER_DAYS = 15


class OutletKind(models.TextChoices):
    NATIONAL_SITE = "national_site", _("the sector's national site")
    SECTOR_NEWSPAPER = "sector_newspaper", _("the sector's newspaper")
    PROVINCIAL_NEWSPAPER = "provincial_newspaper", _("the provincial newspaper")
    BROADCASTER = "broadcaster", _("radio and television")
    MAGAZINE = "magazine", _("magazine")
    SOCIAL_PAGE = "social_page", _("page on a social network")
    OTHER_AGENCY = "other_agency", _("other agency")
    OTHER = "other", _("other")


class Delivery(models.TextChoices):
    """How an outlet takes stories."""

    BY_MAIL = "mail", _("by e-mail, with a Word file and photos")
    BY_FEED = "feed", _("it reads our feed")
    BY_NINJS = "ninjs", _("ninjs over HTTPS")
    BY_HAND = "hand", _("by hand")


class Outlet(models.Model):
    """Somebody else's site, paper or programme. Reports name it by its code."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="outlets")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OutletKind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    delivery = models.CharField(
        _("how it takes stories"), max_length=10, choices=Delivery, default=Delivery.BY_HAND
    )
    contact = models.CharField(_("contact person"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    homepage = models.URLField(_("its site"), max_length=TEXT_LENGTH, blank=True)
    push_address = models.URLField(_("address for ninjs"), max_length=TEXT_LENGTH, blank=True)
    #: Shared with the outlet: signs what we send to its address, and its answers to ours (HMAC).
    signing_key = models.CharField(max_length=100, blank=True, editable=False)
    wants = models.TextField(_("what it wants"), max_length=2000, blank=True)
    embargo_habits = models.TextField(_("embargo habits"), max_length=1000, blank=True)
    #: Approved stories are sent at once, with their hour; otherwise they wait to be published.
    takes_embargoed = models.BooleanField(
        _("keeps to the hour of a story that it is sent before publication"), default=False
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days until it is taken not to answer"), default=ANSWER_DAYS
    )
    watched_address = models.URLField(
        _("its feed or list page"), max_length=TEXT_LENGTH, blank=True
    )
    closed_on = models.DateField(_("not used since"), null=True, blank=True)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="outlet_code_is_unique")
        ]

    def __str__(self) -> str:
        return self.name


class DispatchPurpose(models.TextChoices):
    """What a dispatch tells the outlet; only a story is counted as dispatched."""

    STORY = "story", _("the story")
    CORRECTION = "correction", _("a correction of the story")
    TAKE_DOWN = "take_down", _("that the story was taken down")
    REINSTATEMENT = "reinstatement", _("that the story was put back")


class DispatchState(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    CANCELLED = "cancelled", _("not sent")


class Answer(models.TextChoices):
    """What the outlet has said about a story that it was sent, in the order of its way."""

    WAITING = "waiting", _("no answer yet")
    ACKNOWLEDGED = "acknowledged", _("received")
    ACCEPTED = "accepted", _("accepted")
    USED = "used", _("used")
    DECLINED = "declined", _("declined")
    NO_ANSWER = "no_answer", _("never answered")


class Dispatch(models.Model):
    """One edition sent once to one outlet, with exactly what was sent.

    Sending again is a new row with the next `number`. Corrections and take-downs that an outlet
    is told of are rows of their own, whose `about` is the dispatch that brought the story there.
    """

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="dispatches")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="dispatches")
    purpose = models.CharField(
        max_length=20, choices=DispatchPurpose, default=DispatchPurpose.STORY
    )
    about = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    #: 0 as long as nothing is published: the words are those of the approved revision.
    edition_number = models.PositiveIntegerField(_("edition"))
    revision_id = models.BigIntegerField(_("revision"), null=True)
    number = models.PositiveSmallIntegerField(_("sending"), default=1)
    payload = models.JSONField(_("what was sent"))
    ordered_at = models.DateTimeField(_("ordered at"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note to the outlet"), max_length=2000, blank=True)
    #: Why the outlet was sent the same words once more.
    again_reason = models.CharField(_("why it is sent again"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=DispatchState, default=DispatchState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: None while it waits for a person, or for the story to be published.
    next_attempt_at = models.DateTimeField(null=True)
    #: When a worker took the row; it names the attempt.
    sending_since = models.DateTimeField(null=True)
    #: Failed so late that the outlet may have it; never sent again by itself.
    is_uncertain = models.BooleanField(default=False)
    last_problem = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    #: SHA-256 of the word in the mail link by which the outlet answers; the word is not kept.
    answer_key = models.CharField(max_length=64, blank=True)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answer_note = models.TextField(_("note to the answer"), max_length=2000, blank=True)
    answer_due_on = models.DateField(_("answer expected until"), null=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "outlet", "purpose", "number"],
                name="dispatched_once",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="sent_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="dispatch_queue"),
            models.Index(fields=["answer", "answer_due_on"], name="dispatch_answer_due"),
            models.Index(fields=["answer_key"], name="dispatch_answer_key"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} → {self.outlet}"


class PlacementSource(models.TextChoices):
    """How a placement came to be known."""

    BY_HAND = "hand", _("entered by hand")
    BY_MAIL_LINK = "mail_link", _("by the link in the mail")
    BY_WEBHOOK = "webhook", _("reported by the outlet's system")
    FOUND = "found", _("found on the outlet's pages")
    BY_PARTNER = "partner", _("reported by a partner agency")


class Placement(models.Model):
    """The outlet used a story: on which day, under which headline, where to see it."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="placements")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="placements")
    dispatch = models.ForeignKey(
        Dispatch, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    placed_on = models.DateField(_("used on"))
    headline = models.CharField(_("headline there"), max_length=TEXT_LENGTH)
    address = models.CharField(_("address or page"), max_length=TEXT_LENGTH, blank=True)
    #: A picture or file that shows it; private like every file of the newsroom.
    proof = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        null=True, blank=True, on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    source = models.CharField(
        max_length=10, choices=PlacementSource, default=PlacementSource.BY_HAND
    )
    #: When somebody of the desk said that it is so; empty while only the outlet has said it.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["-placed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "outlet", "placed_on"],
                condition=Q(cancelled_at__isnull=True),
                name="placed_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.headline} · {self.outlet}"


class OutletReport(models.Model):
    """An answer that an outlet's own system sent, under the id that it gave it.

    The same id once more changes nothing, so a system may send again what it heard no answer to.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="reports")
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="reports")
    event_id = models.CharField(max_length=100)
    #: SHA-256 of what was sent.
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer of an outlet's system")
        verbose_name_plural = _("answers of outlets' systems")
        constraints = [
            models.UniqueConstraint(fields=["outlet", "event_id"], name="outlet_reports_once")
        ]

    def __str__(self) -> str:
        return f"{self.outlet} {self.event_id}"


class Clipping(models.Model):
    """What others wrote about us without a dispatch."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="clippings")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="clippings")
    headline = models.CharField(_("headline"), max_length=TEXT_LENGTH)
    published_on = models.DateField(_("published on"))
    address = models.CharField(_("address or page"), max_length=TEXT_LENGTH, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("clipping")
        verbose_name_plural = _("clippings")
        ordering = ["-published_on"]

    def __str__(self) -> str:
        return self.headline
