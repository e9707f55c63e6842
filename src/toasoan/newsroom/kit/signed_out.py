"""What a person gets who sends text without being signed in any more."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from toasoan.newsroom.kit.typed_text import readable


def page_with_typed_text(request: HttpRequest) -> HttpResponse | None:
    """A page with the text that the request brought along, and the way back; else nothing.

    Nothing is looked up for somebody who has not signed in: the page shows only what the
    request brought along (it passed the check for forged requests).
    """
    typed = readable(request.POST) if request.method == "POST" else []
    if not typed:
        return None
    # The form's own page, with everything in its address.
    back = urlencode({"next": request.get_full_path()})
    context = {"typed": typed, "sign_in": f"{reverse('wagtailadmin_login')}?{back}"}
    return render(request, "newsroom/kit/signed_out.html", context, status=401)
