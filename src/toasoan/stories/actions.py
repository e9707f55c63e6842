"""Writes to the topics of the site and to photos that stories show."""

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.media.actions import release_for_site, set_focus, take_off_site, written_files
from toasoan.media.models import Picture
from toasoan.media.reading import NewPicture
from toasoan.media.sizes import Focus
from toasoan.page_cache.actions import invalidate
from toasoan.stories.cache_tags import story_tag, topic_tag
from toasoan.stories.models import ShownPicture, Story
from toasoan.stories.rendered_body import save_rendered_body
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


@transaction.atomic
def choose_focus(picture: Picture, focus: Focus, *, title: str) -> None:
    """Choose what crops of a photo keep, and its name; pages that show it are made anew."""
    picture.title = title
    set_focus(picture, focus)
    shown = ShownPicture.objects.filter(picture=picture).values("story")
    tags = {topic_tag(topic.pk) for topic in Topic.objects.filter(picture=picture)}
    for story in Story.objects.select_for_update().filter(live=True, pk__in=shown):
        save_rendered_body(story)
        tags.add(story_tag(story.pk))
    invalidate(tags)
