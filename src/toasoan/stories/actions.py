"""Writes of the desk to the topics of the site."""

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.media.actions import release_for_site, take_off_site, written_files
from toasoan.media.models import Picture
from toasoan.media.reading import NewPicture
from toasoan.stories.models import ShownPicture
from toasoan.stories.topics import Topic


def keep_topic(topic: Topic, *, actor: User, photo: NewPicture | None = None) -> None:
    """Save a topic; a new photo is public from now on.

    The photo that it had before is closed to the public again, unless a live story shows it.
    The row is saved by itself: that is how the page store learns of it (`portal.frame.structure`).
    """
    with written_files() as files:
        picture = None
        if photo is not None:
            picture = files.picture(photo, unit=None, actor=actor, agency=topic.agency)
        _keep_topic(topic, picture)


@transaction.atomic
def _keep_topic(topic: Topic, new: Picture | None) -> None:
    kept = Topic.objects.filter(pk=topic.pk).values("picture")
    old = Picture.objects.filter(pk__in=kept).first()
    if new is not None:
        new.save()
        release_for_site(new)
        topic.picture = new
    topic.save()
    if old is not None and old != topic.picture:
        take_off_site(old, shown=ShownPicture.objects.filter(picture=old).exists())
