"""What a person typed into a form, valid or not."""

import json

from django.http import QueryDict

#: Fields that say how to save and not what was written.
_NOT_TEXT = {
    "csrfmiddlewaretoken",
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
    "resume",
    "sitting",
}


#: Never shown in the clear, whoever sits at the screen now: passwords and codes.
_SECRET = {"password", "new_password", "again", "code", "username"}


#: Endings of the names of a stream's and a form set's own fields.
_MECHANICS = ("-count", "-deleted", "-order", "-type", "-id", "_FORMS", "-ORDER", "-DELETE")


def carried(post: QueryDict) -> list[tuple[str, str]]:
    """The fields to send again so that nothing typed is lost: all but how to save."""
    return [
        (name, value)
        for name, values in post.lists()
        if name not in _NOT_TEXT and not name.startswith("action-")
        for value in values
    ]


def readable(post: QueryDict) -> list[str]:
    """The words of a posted text in the order of the form, without knowing the story.

    For the page that a person without a session gets: nothing may be looked up for them.
    """
    return [
        words
        for name, value in carried(post)
        if name not in _SECRET and not name.endswith(_MECHANICS) and (words := _words_of(value))
    ]


def _words_of(value: str) -> str:
    """Plain words; the rich text fields post their paragraphs as JSON."""
    try:
        parsed = json.loads(value)
        return "\n".join(block["text"] for block in parsed["blocks"]).strip()
    except (ValueError, KeyError, TypeError, RecursionError):
        return value.strip()
