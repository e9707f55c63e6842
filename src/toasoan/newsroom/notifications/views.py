"""What a person was told, and how they want to be told. HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import latest_text, story_for
from toasoan.newsroom.kit.duty_sets import EVERY_DUTY, READING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.notifications.forms import ChoicesForm
from toasoan.newsroom.notifications.queries import page_in, rows_of
from toasoan.notifications.actions import choose, mark_all_read, mark_read, mark_story_read
from toasoan.notifications.mail import address_of
from toasoan.notifications.models import Notification
from toasoan.notifications.queries import choices_of, inbox, notifications_about, unread_count


@screen("thong-bao/", name="notifications", duties=EVERY_DUTY)
@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    """What the person was told, latest first."""
    user, now = user_of(request), timezone.now()
    only_unread = request.GET.get("chua-doc") == "1"
    page = page_in(inbox(user, only_unread=only_unread), request.GET.get("sau", ""))
    context = {
        "rows": rows_of(page, user, now),
        "next": page.after,
        "is_first": not request.GET.get("sau"),
        "only_unread": only_unread,
        "unread": unread_count(user),
        "now": now,
    }
    return render(request, "newsroom/notifications/list.html", context)


@screen("thong-bao/<int:notification_id>/mo/", name="notification_open", duties=EVERY_DUTY)
@require_POST
def open_notification(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark one of the person's own notifications as read and go where it leads."""
    user = user_of(request)
    notification = get_object_or_404(Notification, pk=notification_id, recipient=user)
    mark_read([notification.pk], actor=user, now=timezone.now())
    return redirect(address_of(notification) or "newsroom:notifications")


@screen("thong-bao/da-doc/", name="notifications_read", duties=EVERY_DUTY)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_all_read(actor=user_of(request), now=timezone.now())
    messages.success(request, _("All notifications are marked as read."))
    return redirect("newsroom:notifications")


@screen("thong-bao/tin/<int:story_id>/da-doc/", name="notifications_story_read", duties=READING)
@require_POST
def read_story(request: HttpRequest, story_id: int) -> HttpResponse:
    """The story's page says that the person is looking at it; answers with nothing."""
    user = user_of(request)
    story = story_for(user, story_id)
    mark_story_read(story.pk, actor=user, now=timezone.now())
    return HttpResponse(status=204)


@screen("thong-bao/cach-nhan/", name="notification_choices", duties=EVERY_DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """How the person wants mail about each group."""
    user = user_of(request)
    form = ChoicesForm(request.POST or None, chosen=choices_of(user))
    if request.method == "POST" and form.is_valid():
        choose(user, form.chosen())
        messages.success(request, _("Saved. New notifications come the way you chose."))
        return redirect("newsroom:notification_choices")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "address": user.email}
    return render(request, "newsroom/notifications/choices.html", context, status=status)


@screen("tin/<int:story_id>/thong-bao/", name="story_notifications", duties=READING)
@require_safe
def of_story(request: HttpRequest, story_id: int) -> HttpResponse:
    """Who was told what about a story, for the people who see it."""
    user, now = user_of(request), timezone.now()
    story = story_for(user, story_id)
    page = page_in(notifications_about(story.pk), request.GET.get("sau", ""))
    context = {
        "story": story,
        "headline": latest_text(story).headline,
        "rows": rows_of(page, user, now),
        "next": page.after,
        "now": now,
    }
    return render(request, "newsroom/notifications/of_story.html", context)
