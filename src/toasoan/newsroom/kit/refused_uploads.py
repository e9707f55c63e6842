"""A refused upload in a chooser is a refusal to programs too: 422, not the shell's 200.

Wagtail 8.0.1 shows the form with its sentences again under status 200
(`CreateViewMixin.get_reshow_creation_form_response`); `refused-upload.js` shows it under 422.
"""

from django.http import HttpRequest, HttpResponse

from toasoan.newsroom.kit.middleware import NewsroomMiddleware

_UPLOADS = frozenset(("wagtailimages_chooser:create", "wagtaildocs_chooser:create"))
_SHOWN_AGAIN = b'"step": "reshow_creation_form"'
_BEGINNING = 100


class RefusedUploadMiddleware(NewsroomMiddleware):
    """Gives the form that a chooser shows again the status of a refusal."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and look at the answer of an upload."""
        answer = self.get_response(request)
        match = request.resolver_match
        if match is None or match.view_name not in _UPLOADS or request.method != "POST":
            return answer
        if answer.status_code == 200 and _SHOWN_AGAIN in answer.content[:_BEGINNING]:  # noqa: PLR2004
            answer.status_code = 422
            answer.reason_phrase = "Unprocessable Entity"
        return answer
