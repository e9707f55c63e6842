"""What a unit sent: the original Word file, kept with its story."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.intake.notes import NoteLine, note_lines
from toasoan.media.storage import private_storage


class Submission(models.Model):
    """A Word file as it arrived. Never changed, never served in public."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="submissions")
    file = models.FileField(_("file"), upload_to="submissions/%Y/%m/", storage=private_storage)
    filename = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent at"))
    #: Each a code of `docx.model.IntakeNote` and the words of the file that it names.
    notes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return self.filename

    def note_lines(self) -> list[NoteLine]:
        """What was said of the file when it became a draft, in the reader's language."""
        return note_lines(self.notes)
