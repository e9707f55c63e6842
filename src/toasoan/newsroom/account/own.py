"""My account: password, sessions, what happened lately."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.administration import change_password
from toasoan.accounts.attempts import Source, accept_attempt, counts_of, enter_attempt
from toasoan.accounts.email_change import ask_for_email, confirm_email, email_of_link
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import Ending, User
from toasoan.accounts.queries import entries_of, entries_of_people, sign_in_state
from toasoan.accounts.requests import address_of, user_of
from toasoan.accounts.visits import VISIT, end_visit, end_visits, open_visits
from toasoan.newsroom.account.forms import ChangePasswordForm, EmailForm, ProveForm
from toasoan.newsroom.account.queries import people_of, visit_lines
from toasoan.newsroom.account.signing_in import pause_words
from toasoan.newsroom.kit.account_log import log_lines
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, EVERY_DUTY
from toasoan.newsroom.kit.screens import MenuEntry, anonymous_screen, screen
from toasoan.newsroom.kit.session import (
    is_verified,
    limits_for,
    needs_factor,
    now_of,
    prove,
    safe_following,
)

_LATELY = 15
_PER_PAGE = 50


@screen("account/", name="account", duties=EVERY_DUTY)
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    user, now = user_of(request), now_of(request)
    return render(
        request,
        "newsroom/account/overview.html",
        {
            "person": user,
            "state": sign_in_state(user, now),
            "needs_factor": needs_factor(user, now),
            "visits": visit_lines(
                open_visits(user),
                here=request.session.get(VISIT),
                limits=limits_for(user, now),
                now=now,
            ),
            "entries": log_lines(entries_of(user)[:_LATELY]),
        },
    )


@screen("account/mat-khau/", name="password", duties=EVERY_DUTY)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other session ends."""
    user, now = user_of(request), now_of(request)
    form = ChangePasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_own_password(request, form):
        change_password(
            user,
            form.cleaned_data["new_password"],
            visit_id=request.session[VISIT],
            now=now,
            address=address_of(request),
        )
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password was changed. Other sessions have ended."))
        return redirect("newsroom:account")
    return render(request, "newsroom/account/password.html", {"form": form, "person": user})


@screen("account/xac-nhan/", name="prove", duties=EVERY_DUTY, before_factor=True)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prove_again(request: HttpRequest) -> HttpResponse:
    """One's own password once more, before keys are changed."""
    following = safe_following(request, request.POST.get("next") or request.GET.get("next"))
    form = ProveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_own_password(request, form):
        prove(request, now_of(request))
        return redirect(following)
    return render(request, "newsroom/account/prove.html", {"form": form, "next": following})


@screen("account/thu-dien-tu/", name="email", duties=EVERY_DUTY)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another e-mail address of one's own; a letter to it makes the change."""
    user, now = user_of(request), now_of(request)
    form = EmailForm(request.POST or None)

    def ask() -> None:
        source = Source(address_of(request), known=f"visit {request.session[VISIT]}")
        ask_for_email(user, form.cleaned_data["email"], now=now, source=source)

    is_theirs = request.method == "POST" and form.is_valid() and _is_own_password(request, form)
    if is_theirs and form.carry_out(ask):
        said = _("A letter is on its way to %(email)s. Open its link within four hours.")
        messages.success(request, said % {"email": form.cleaned_data["email"]})
        return redirect("newsroom:account")
    status = 422 if form.errors else 200
    context = {"form": form, "person": user}
    return render(request, "newsroom/account/email.html", context, status=status)


@screen("account/thu-dien-tu/<str:token>/", name="email_confirm", duties=EVERY_DUTY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, and change the address: programs that look into letters open links too."""
    user, now = user_of(request), now_of(request)
    new = email_of_link(user, token, now)
    if new is None:
        messages.error(request, _("This link is not valid any more. Ask for a new one."))
        return redirect("newsroom:email")
    question = Confirmation(
        question=_("Use %(email)s from now on?") % {"email": new},
        consequence=_("Letters of the newsroom go there. The old address is told."),
        button=_("Use this address"),
        back=reverse("newsroom:account"),
        back_label=_("My account"),
        done=_("Your e-mail address is now %(email)s.") % {"email": new},
    )
    return confirmation_page(
        request,
        question,
        lambda: confirm_email(user, token, now=now, address=address_of(request)),
    )


def _is_own_password(
    request: HttpRequest, form: ProveForm | ChangePasswordForm | EmailForm
) -> bool:
    """Whether the typed password is the person's; wrong ones are counted for this session only.

    What strangers try at the sign-in page does not stand in the way of who is in.
    """
    user, now = user_of(request), now_of(request)
    source = Source(address_of(request), known=f"visit {request.session[VISIT]}")
    attempt = enter_attempt(counts_of(Secret.PROOF, user.pk, source), now)
    if attempt.refused_until:
        form.add_error("password", pause_words(attempt.refused_until, now))
        return False
    if not user.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("This is not your password."))
        return False
    accept_attempt(attempt)
    return True


@screen("account/phien/<int:visit_id>/ket-thuc/", name="end_visit", duties=EVERY_DUTY)
@require_POST
def end_one(request: HttpRequest, visit_id: int) -> HttpResponse:
    """End one of one's own sessions from afar; another person's does not exist."""
    user = user_of(request)
    visit = open_visits(user).filter(pk=visit_id).first()
    if visit:
        end_visit(visit, Ending.FROM_AFAR, now=now_of(request), actor=user)
        messages.success(request, _("The session was ended."))
    return redirect("newsroom:account")


@screen("account/phien-khac/ket-thuc/", name="end_other_visits", duties=EVERY_DUTY)
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    user = user_of(request)
    end_visits(
        user,
        Ending.FROM_AFAR,
        now=now_of(request),
        besides=request.session.get(VISIT),
        actor=user,
    )
    messages.success(request, _("All other sessions were ended."))
    return redirect("newsroom:account")


@anonymous_screen("phien/", name="session", before_factor=True)
@never_cache
@require_http_methods(["GET", "POST"])
def session_state(request: HttpRequest) -> HttpResponse:
    """How long the session lasts. A question keeps nothing alive, a post does."""
    left = getattr(request, "toasoan_remaining", None)
    if left is None or not request.user.is_authenticated:
        return JsonResponse({"ended": Ending.SIGNED_OUT.value}, status=401)
    return JsonResponse(
        {"remaining": round(left.total_seconds()), "verified": is_verified(request)}
    )


@screen(
    "nhat-ky-tai-khoan/",
    name="account_log",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Account log"), icon="key", order=800),
)
@never_cache
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """For the webmaster: what happened to the accounts of the agency."""
    people = people_of(user_of(request), now_of(request))
    chosen: User | None = people.filter(username=request.GET.get("ai", "")).first()
    entries = entries_of(chosen) if chosen else entries_of_people(people)
    page = Paginator(entries, _PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "newsroom/account/log.html",
        {"page": page, "lines": log_lines(page.object_list), "chosen": chosen},
    )
