"""The newsroom's door: closed by default (decision 0003).

Wagtail brings some two hundred addresses of its own. Only those listed here answer, and only
to people who hold one of the duties today; every other one does not exist. An address that a
new release adds is therefore closed until somebody writes it here.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from toasoan.accounts.models import Ending
from toasoan.desk.account.middleware import session_over
from toasoan.desk.account.session import is_from_script, sign_in_address
from toasoan.desk.editing.signed_out import page_with_typed_text
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

EVERY_DUTY = frozenset(Duty)
WRITING = frozenset({Duty.CONTRIBUTE, Duty.VET, Duty.EDIT})
READING = WRITING | {Duty.APPROVE}
DESK = frozenset({Duty.EDIT, Duty.APPROVE})
COUNTING = frozenset({Duty.READ_FIGURES, Duty.EDIT, Duty.APPROVE})
KEEPING = frozenset({Duty.KEEP_SITE})
ARRANGING = frozenset({Duty.EDIT, Duty.KEEP_SITE})
KEEPING_REASONS = frozenset({Duty.KEEP_SITE, Duty.LEAD_DESK})
#: Who keeps the agency's public events.
ANNOUNCING = KEEPING | {Duty.EDIT}
DECIDING = frozenset({Duty.VET, Duty.EDIT, Duty.APPROVE})

#: Answers before anybody has signed in.
OPEN_TO_ALL = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "desk:sign_in",
        "desk:second_step",
        "desk:passkey_options",
        "desk:passkey_sign_in",
        "desk:forgotten",
        "desk:invitation",
        "desk:new_password",
        "desk:session",
        # Phones have no session: the secret in the address is the key (decision 0020).
        "desk:planning_feed",
    }
)

_STORY = "wagtailsnippets_stories_story"

#: Address name → the duties that open it.
OPEN: dict[str, frozenset[Duty]] = {
    # Ours.
    "desk:home": EVERY_DUTY,
    "desk:guide": EVERY_DUTY,
    "desk:guide_page": EVERY_DUTY,
    "desk:guide_picture": EVERY_DUTY,
    "desk:my_stories": READING,
    "desk:my_stories_file": READING,
    "desk:archive": DESK,
    "desk:archive_file": DESK,
    "desk:bulk": READING,
    "desk:bulk_step": READING,
    "desk:write": WRITING,
    "desk:send_word": WRITING,
    "desk:story": READING,
    "desk:reading": READING,
    "desk:versions": READING,
    "desk:write_remark": READING,
    "desk:turn_remark": READING,
    "desk:step": READING,
    "desk:submission": READING,
    "desk:figures": COUNTING,
    "desk:figure_stories": COUNTING,
    "desk:figures_export": COUNTING,
    "desk:reasons": KEEPING_REASONS,
    "desk:reason_end": KEEPING_REASONS,
    "desk:returns": COUNTING,
    "desk:returns_stories": COUNTING,
    "desk:returns_export": COUNTING,
    "desk:editions": READING,
    "desk:api_story": READING,
    "desk:api_step": READING,
    # What people were told.
    "desk:notices": EVERY_DUTY,
    "desk:notice_open": EVERY_DUTY,
    "desk:notices_read": EVERY_DUTY,
    "desk:notice_choices": EVERY_DUTY,
    "desk:notices_story_read": READING,
    "desk:story_notices": READING,
    "desk:notice_log": KEEPING,
    "desk:limits": KEEPING,
    "desk:office_hours": KEEPING,
    "desk:holidays": KEEPING,
    "desk:holiday_add": KEEPING,
    "desk:holiday_edit": KEEPING,
    "desk:holiday_remove": KEEPING,
    # People, boards, units, stand-ins.
    "desk:people": KEEPING,
    "desk:people_export": KEEPING,
    "desk:person_add": KEEPING,
    "desk:people_upload": KEEPING,
    "desk:people_template": KEEPING,
    "desk:people_confirm": KEEPING,
    "desk:people_wrong_lines": KEEPING,
    "desk:people_slips": KEEPING,
    "desk:people_slips_print": KEEPING,
    "desk:people_slips_mail": KEEPING,
    "desk:all_stand_ins": KEEPING,
    "desk:stand_in_end": KEEPING,
    "desk:person": KEEPING,
    "desk:person_edit": KEEPING,
    "desk:person_seat": KEEPING,
    "desk:person_disable": KEEPING,
    "desk:person_enable": KEEPING,
    "desk:person_invite": KEEPING,
    "desk:person_stand_in": KEEPING,
    "desk:boards": KEEPING,
    "desk:board_add": KEEPING,
    "desk:board": KEEPING,
    "desk:board_close": KEEPING,
    "desk:board_seat": KEEPING,
    "desk:seat_end": KEEPING,
    "desk:seat_annul": KEEPING,
    "desk:units": KEEPING,
    "desk:unit_add": KEEPING,
    "desk:succession": KEEPING,
    "desk:succession_done": KEEPING,
    "desk:succession_undo": KEEPING,
    "desk:unit": KEEPING,
    "desk:stand_ins": DECIDING,
    "desk:stand_in_add": DECIDING,
    "desk:my_stand_in_end": DECIDING,
    # The plan of coverage.
    "desk:planning": READING,
    "desk:planning_list": READING,
    "desk:planning_print": READING,
    "desk:planning_export": READING,
    "desk:planning_new": READING,
    "desk:planning_phone": READING,
    "desk:planning_event": READING,
    "desk:planning_edit": READING,
    "desk:planning_cancel": READING,
    "desk:planning_assign": READING,
    "desk:planning_release": READING,
    "desk:planning_write": WRITING,
    "desk:planning_copy": READING,
    "desk:planning_settle": READING,
    "desk:planning_reopen": READING,
    "desk:sections": KEEPING,
    "desk:section_add": KEEPING,
    "desk:section": KEEPING,
    "desk:section_move": KEEPING,
    # What the agency announces to the public.
    "desk:events": ANNOUNCING,
    "desk:event_add": ANNOUNCING,
    "desk:event": ANNOUNCING,
    "desk:event_cancel": ANNOUNCING,
    "desk:event_reinstate": ANNOUNCING,
    "desk:event_remove": ANNOUNCING,
    "desk:topics": ARRANGING,
    "desk:topic_add": ARRANGING,
    "desk:topic": ARRANGING,
    # The look of the site.
    "desk:appearance": KEEPING,
    "desk:appearance_preview": KEEPING,
    "desk:menus": KEEPING,
    "desk:menus_begin": KEEPING,
    "desk:menu_line_add": KEEPING,
    "desk:menu_line_add_beneath": KEEPING,
    "desk:menu_line": KEEPING,
    "desk:menu_line_move": KEEPING,
    "desk:menu_line_remove": KEEPING,
    "desk:unit_contacts": KEEPING,
    "desk:unit_contact": KEEPING,
    "desk:maintenance": KEEPING,
    "desk:maintenance_call_off": KEEPING,
    # The editor.
    f"{_STORY}:add": WRITING,
    f"{_STORY}:edit": WRITING,
    f"{_STORY}:preview_on_add": WRITING,
    f"{_STORY}:preview_on_edit": WRITING,
    f"{_STORY}:revisions_compare": READING,
    "wagtailimages_chooser:choose": WRITING | KEEPING,
    "wagtailimages_chooser:choose_results": WRITING | KEEPING,
    "wagtailimages_chooser:chosen": WRITING | KEEPING,
    "wagtailimages_chooser:create": WRITING | KEEPING,
    "wagtaildocs_chooser:choose": WRITING,
    "wagtaildocs_chooser:choose_results": WRITING,
    "wagtaildocs_chooser:chosen": WRITING,
    "wagtaildocs_chooser:create": WRITING,
    "wagtailadmin_choose_page": WRITING | KEEPING,
    "wagtailadmin_choose_page_child": WRITING | KEEPING,
    "wagtailadmin_choose_page_search": WRITING | KEEPING,
    "wagtailadmin_choose_page_external_link": WRITING | KEEPING,
    "wagtailadmin_choose_page_email_link": WRITING | KEEPING,
    "wagtailadmin_tag_model_autocomplete": WRITING,
    "wagtailadmin_tag_autocomplete": WRITING,
    "wagtailadmin_editing_sessions:ping": WRITING | KEEPING,
    "wagtailadmin_editing_sessions:release": WRITING | KEEPING,
    # What every screen of the shell asks for.
    "wagtailadmin_home": EVERY_DUTY,
    "wagtailadmin_dismissibles": EVERY_DUTY,
    "wagtailadmin_account": EVERY_DUTY,
    # One's own account.
    "desk:account": EVERY_DUTY,
    "desk:password": EVERY_DUTY,
    "desk:prove": EVERY_DUTY,
    "desk:end_visit": EVERY_DUTY,
    "desk:end_other_visits": EVERY_DUTY,
    "desk:second_factor": EVERY_DUTY,
    "desk:app": EVERY_DUTY,
    "desk:app_remove": EVERY_DUTY,
    "desk:passkey_new_options": EVERY_DUTY,
    "desk:passkey_add": EVERY_DUTY,
    "desk:passkey_remove": EVERY_DUTY,
    "desk:recovery_codes": EVERY_DUTY,
    "desk:recovery_codes_file": EVERY_DUTY,
    "desk:account_log": KEEPING,
    "desk:person_door": KEEPING,
    "desk:person_door_deed": KEEPING,
    # The webmaster: structure, never stories.
    "wagtailadmin_explore_root": KEEPING,
    "wagtailadmin_explore": KEEPING,
    "wagtailadmin_explore_results": KEEPING,
    "wagtailadmin_pages:add": KEEPING,
    "wagtailadmin_pages:add_subpage": KEEPING,
    "wagtailadmin_pages:edit": KEEPING,
    "wagtailadmin_pages:preview_on_add": KEEPING,
    "wagtailadmin_pages:preview_on_edit": KEEPING,
    "wagtailadmin_pages:unpublish": KEEPING,
    "wagtailadmin_pages:move": KEEPING,
    "wagtailadmin_pages:move_confirm": KEEPING,
    "wagtailadmin_pages:history": KEEPING,
    "wagtailadmin_pages:history_results": KEEPING,
    "wagtailadmin_pages:revisions_compare": KEEPING,
}


def name_of(match: ResolverMatch) -> str:
    """The full name of an address, or its pattern when it has none."""
    return match.view_name or match.route


def may_enter(name: str, duties: frozenset[Duty]) -> bool:
    """Whether one of the duties opens the address."""
    return not OPEN.get(name, frozenset()).isdisjoint(duties)


class DeskDoorMiddleware:
    """Answers 404 for every newsroom address that is not open to the person today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision is made once the address is resolved."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Let the request in, send it to the sign-in page, or answer 404."""
        if not request.path.startswith(self.newsroom) or request.resolver_match is None:
            return None
        name = name_of(request.resolver_match)
        if name in OPEN_TO_ALL:
            return None
        if not request.user.is_authenticated:
            return self._sign_in(request, name)
        if may_enter(name, duties_of(request.user, local_day(timezone.now()))):
            return None
        if name == "desk:home":
            # Signed in, but without a seat today: the sign-in page says so.
            return None
        raise Http404

    @staticmethod
    def _sign_in(request: HttpRequest, name: str) -> HttpResponse:
        if name not in OPEN:
            raise Http404
        if is_from_script(request):
            return session_over(Ending.SIGNED_OUT)
        return page_with_typed_text(request) or redirect(sign_in_address(request))
