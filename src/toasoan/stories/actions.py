"""What the desk does to the topics of the site."""

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.media.actions import NewPicture, release_to_public, store_picture
from toasoan.stories.topics import Topic


@transaction.atomic
def keep_topic(topic: Topic, *, actor: User, photo: NewPicture | None = None) -> None:
    """Keep what is said of a topic; everybody may see a new photo from now on.

    The row is saved by itself: that is how the page store learns of it (`portal.structure`).
    Raises PictureRefusedError for a photo that is none.
    """
    if photo is not None:
        topic.picture = store_picture(photo, unit=None, actor=actor)
        release_to_public(picture_ids=[topic.picture.pk], attachment_ids=[])
    topic.save()
