"""Writes of the desk to the topics of the site."""

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.media.actions import NewPicture, release_for_site, store_picture, take_off_site
from toasoan.media.models import Picture
from toasoan.stories.models import ShownPicture
from toasoan.stories.topics import Topic


@transaction.atomic
def keep_topic(topic: Topic, *, actor: User, photo: NewPicture | None = None) -> None:
    """Save a topic; a new photo is public from now on.

    The photo that it had before is closed to the public again, unless a live story shows it.
    The row is saved by itself: that is how the page store learns of it (`portal.frame.structure`).
    Raises PictureFileError for a photo that is none.
    """
    kept = Topic.objects.filter(pk=topic.pk).values("picture")
    old = Picture.objects.filter(pk__in=kept).first()
    if photo is not None:
        topic.picture = store_picture(photo, unit=None, actor=actor, agency=topic.agency)
        release_for_site(topic.picture)
    topic.save()
    if old is not None and old != topic.picture:
        take_off_site(old, shown=ShownPicture.objects.filter(picture=old).exists())
