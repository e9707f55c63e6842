"""Where the computer looks: outlets' pages with their state, and the words it watches for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.monitoring.actions import (
    add_unit_names,
    add_watch_word,
    ask_reading,
    remove_watch_word,
)
from toasoan.monitoring.models import WatchWord
from toasoan.monitoring.queries import units_to_watch, watch_words, watched_outlets
from toasoan.monitoring.tasks import read_one_outlet
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.monitoring.forms import WatchWordForm
from toasoan.refusals import RefusedError


@screen("tin-tim-thay/nguon/", name="found_sources", duties=DESK)
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The outlets with the state of their feeds."""
    outlets = list(watched_outlets(agency_where(request, DESK)))
    feeds = [getattr(outlet, "feed", None) for outlet in outlets]
    context = {
        "rows": list(zip(outlets, feeds, strict=True)),
        "is_reading": any(feed and feed.is_being_read for feed in feeds),
        "now": timezone.now(),
        "tab": "sources",
    }
    return render(request, "newsroom/monitoring/sources.html", context)


@screen("tin-tim-thay/nguon/<int:outlet_id>/doc/", name="found_read", duties=DESK)
@require_POST
def read(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """Have an outlet read now, in the background."""
    outlets = watched_outlets(agency_where(request, DESK))
    outlet = get_object_or_404(outlets, pk=outlet_id)
    try:
        ask_reading(outlet, now=timezone.now())
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        read_one_outlet.enqueue(outlet.pk)
        words = _("“%(outlet)s” is being read. What is found stands in the list in a minute.")
        messages.success(request, words % {"outlet": outlet.name})
    return redirect("newsroom:found_sources")


@screen("tin-tim-thay/tu-khoa/", name="found_words", duties=DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The words by which an item is known to be about us, and a form for more."""
    agency = agency_where(request, DESK)
    units = list(units_to_watch(agency, today_here()))
    form = WatchWordForm(request.POST or None, units=units)

    def add() -> None:
        added = add_watch_word(agency, form.cleaned_data["words"], form.chosen())
        messages.success(request, _("Watched from now on: “%(words)s”.") % {"words": added.words})

    if request.method == "POST" and form.carry_out(add):
        return redirect("newsroom:found_words")
    context = {"form": form, "rows": watch_words(agency), "tab": "words"}
    status = 422 if form.errors else 200
    return render(request, "newsroom/monitoring/words.html", context, status=status)


@screen("tin-tim-thay/tu-khoa/ten-don-vi/", name="found_words_of_units", duties=DESK)
@require_POST
def words_of_units(request: HttpRequest) -> HttpResponse:
    """Watch for the names of all units."""
    number = add_unit_names(agency_where(request, DESK), today_here())
    sentence = ngettext("%(number)d name was added.", "%(number)d names were added.", number)
    messages.success(request, sentence % {"number": number})
    return redirect("newsroom:found_words")


@screen("tin-tim-thay/tu-khoa/<int:word_id>/bo/", name="found_word_remove", duties=DESK)
@require_POST
def word_remove(request: HttpRequest, word_id: int) -> HttpResponse:
    """Watch for it no more; it can be typed in again."""
    agency = agency_where(request, DESK)
    word = get_object_or_404(WatchWord, agency=agency, pk=word_id)
    remove_watch_word(agency, word.pk)
    messages.success(request, _("No longer watched: “%(words)s”.") % {"words": word.words})
    return redirect("newsroom:found_words")
