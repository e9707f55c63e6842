"""What a story's page says about its photos: the way to more, and those that are too small."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import latest_text, writes_now
from toasoan.media.sizes import NEEDED_WIDTH
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.stories.models import Story


@page_section("story", order=5)
def photos_of_it(request: HttpRequest, story: Story) -> str:
    """A link and sentences for whoever may write the text now; nothing for everybody else."""
    if not writes_now(story, user_of(request), timezone.now()):
        return ""
    context = {"story": story, "narrow": narrow_photos(latest_text(story))}
    return render_to_string("newsroom/photos/of_story.html", context, request)


def narrow_photos(text: Story) -> list[str]:
    """A sentence about each photo of the text that is narrower than the page."""
    words = _("Photo %(place)d is %(width)d pixels wide; the page needs %(needed)d: it is small.")
    pictures = [value["picture"] for value in text.pictures() if value.get("picture")]
    return [
        words % {"place": place, "width": picture.width, "needed": NEEDED_WIDTH}
        for place, picture in enumerate(pictures, start=1)
        if picture.width < NEEDED_WIDTH
    ]
