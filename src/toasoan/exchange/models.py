"""Stories handed over between two installations: keys, partners, what came, what was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: Characters of a headline, a name or an address of a partner.
TEXT_LENGTH = 300
#: An Ed25519 key in base64, and the hexadecimal SHA-256 of one.
KEY_LENGTH, FINGERPRINT_LENGTH = 44, 64


class AgencyKey(models.Model):
    """A key pair by which an agency signs what it hands over; the private key is sealed.

    The one without `valid_until` is the present one. An older one still signs for partners that
    have not compared the new one, until its last moment; then its private key is thrown away.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=KEY_LENGTH)
    fingerprint = models.CharField(max_length=FINGERPRINT_LENGTH, unique=True)
    sealed_private_key = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    valid_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("key of the agency")
        verbose_name_plural = _("keys of the agency")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(valid_until__isnull=True),
                name="one_present_key_for_an_agency",
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class PartnerState(models.TextChoices):
    COMPARING = "comparing", _("numbers not compared yet")
    ACTIVE = "active", _("in use")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")


class Partner(models.Model):
    """Another agency with an installation of its own. Its stories and answers are signed."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    #: Beginning of its addresses, without a slash at the end.
    address = models.CharField(_("address"), max_length=TEXT_LENGTH)
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState, default=PartnerState.COMPARING
    )
    #: Under which it stands on the list of outlets; made or chosen when the numbers are compared.
    outlet = models.ForeignKey(
        "outlets.Outlet", null=True, on_delete=models.PROTECT, related_name="partners"
    )
    #: Our own key as it was when the numbers were last compared: the one that it knows.
    compared_key = models.ForeignKey(
        AgencyKey, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("partner agency")
        verbose_name_plural = _("partner agencies")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "address"],
                condition=~Q(state="ended"),
                name="partner_has_one_address",
            ),
            models.UniqueConstraint(
                fields=["outlet"], condition=~Q(state="ended"), name="outlet_is_one_partner"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerKey(models.Model):
    """A public key of a partner. It opens nothing before two people have compared the numbers."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    public_key = models.CharField(max_length=KEY_LENGTH)
    fingerprint = models.CharField(max_length=FINGERPRINT_LENGTH)
    entered_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    #: A key that was followed by another one holds until then.
    valid_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("key of a partner")
        verbose_name_plural = _("keys of partners")
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "fingerprint"], name="partner_key_entered_once"
            )
        ]
        indexes = [models.Index(fields=["fingerprint"], name="partner_key_fingerprint")]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class EventKind(models.TextChoices):
    KEY_MADE = "key_made", _("connection code made")
    KEY_CHANGED = "key_changed", _("connection code changed")
    ADDED = "added", _("connection code of the other side entered")
    NEW_KEY = "new_key", _("new connection code of the other side entered")
    COMPARED = "compared", _("numbers compared")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("taken up again")
    ENDED = "ended", _("ended")


class ExchangeEvent(models.Model):
    """Who did what to keys and partners, and why."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    happened_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("event of the exchange")
        verbose_name_plural = _("events of the exchange")
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"


class UsedNonce(models.Model):
    """A request of a partner that was let in: the same one again is refused."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "nonce"], name="nonce_used_once")]
        indexes = [models.Index(fields=["partner", "used_at"], name="nonce_pace")]

    def __str__(self) -> str:
        return self.nonce


class HandoverPurpose(models.TextChoices):
    """What a partner tells; the values are those of `outlets.models.DispatchPurpose`."""

    STORY = "story", _("a story")
    CORRECTION = "correction", _("a correction")
    TAKE_DOWN = "take_down", _("taken down by the sender")
    REINSTATEMENT = "reinstatement", _("put back by the sender")


class HandoverState(models.TextChoices):
    WAITING = "waiting", _("waits for the desk")
    TAKEN_OVER = "taken_over", _("taken over")
    DECLINED = "declined", _("declined")
    SEEN = "seen", _("seen")


class Handover(models.Model):
    """Something that a partner handed to us, as it came. A notice has what it is `about`."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="handovers")
    #: The partner's number of its dispatch, and which sending of the story it is.
    dispatch = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20, choices=HandoverPurpose)
    about = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="notices")
    headline = models.CharField(_("headline"), max_length=TEXT_LENGTH)
    content = models.JSONField(_("what came"))
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(
        _("state"), max_length=10, choices=HandoverState, default=HandoverState.WAITING
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=TEXT_LENGTH, blank=True)
    #: The draft that was made of it.
    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.PROTECT, related_name="handovers"
    )

    class Meta:
        verbose_name = _("story from another agency")
        verbose_name_plural = _("stories from other agencies")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "dispatch", "number"], name="handed_over_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_over") | Q(story__isnull=False),
                name="taken_over_has_a_story",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-received_at"], name="handover_waiting")
        ]

    def __str__(self) -> str:
        return self.headline


class PhotoState(models.TextChoices):
    WAITING = "waiting", _("waits to be fetched")
    FETCHED = "fetched", _("fetched")
    FAILED = "failed", _("could not be fetched")


class HandoverPhoto(models.Model):
    """A photo of a story that was handed over, fetched from the partner by the worker."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="photos")
    order = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=TEXT_LENGTH)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(max_length=TEXT_LENGTH, blank=True)
    alternative_text = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=PhotoState, default=PhotoState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_problem = models.CharField(max_length=TEXT_LENGTH, blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True, on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("photo of a story from another agency")
        verbose_name_plural = _("photos of stories from other agencies")
        ordering = ["handover", "order"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "order"], name="photo_has_its_place")
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="photo_queue")]

    def __str__(self) -> str:
        return self.address


class ReplyKind(models.TextChoices):
    """What we tell a partner about a story of theirs."""

    ACKNOWLEDGED = "acknowledged", _("received")
    ACCEPTED = "accepted", _("taken over")
    USED = "used", _("published")
    DECLINED = "declined", _("declined")
    TAKEN_DOWN = "taken_down", _("taken down here")


class ReplyState(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")


class Reply(models.Model):
    """An answer of ours on its way to the partner."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=20, choices=ReplyKind)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReplyState, default=ReplyState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_problem = models.CharField(max_length=TEXT_LENGTH, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("answer to a partner")
        verbose_name_plural = _("answers to partners")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="reply_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.handover_id}"


class PartnerReply(models.Model):
    """An answer that a partner gave about a dispatch of ours; twice the same changes nothing."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="given_replies")
    #: The partner's number of its answer.
    reply = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=ReplyKind)
    dispatch = models.ForeignKey(
        "outlets.Dispatch", on_delete=models.PROTECT, related_name="partner_replies"
    )
    received_at = models.DateTimeField()
    note = models.CharField(max_length=TEXT_LENGTH, blank=True)
    #: Why our rules did not take it, or empty.
    refused = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("answer of a partner")
        verbose_name_plural = _("answers of partners")
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "reply"], name="replied_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.dispatch_id}"
