"""The cheapest site that Django can be: one view that says nothing, behind our own middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns = [path("empty", empty), path("", include("toasoan.conf.urls"))]
