"""What the newsroom's own middleware has in common: it decides once the address is resolved."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class NewsroomMiddleware:
    """Passes every request on; a subclass decides in `process_view`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)
