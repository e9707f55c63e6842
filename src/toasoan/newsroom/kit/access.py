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
from toasoan.newsroom.kit.session import is_from_script, sign_in_address
from toasoan.newsroom.kit.signed_out import page_with_typed_text
from toasoan.newsroom.kit.visits import session_over
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
#: Duties whose holders have the plan in their menu.
PLANNING_MENU = DECIDING

#: Answers before anybody has signed in.
OPEN_TO_ALL = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "newsroom:sign_in",
        "newsroom:second_step",
        "newsroom:passkey_options",
        "newsroom:passkey_sign_in",
        "newsroom:forgotten",
        "newsroom:invitation",
        "newsroom:new_password",
        "newsroom:session",
        # Phones have no session: the secret in the address is the key (decision 0020).
        "newsroom:planning_feed",
    }
)

_STORY = "wagtailsnippets_stories_story"

#: Address name → the duties that open it.
OPEN: dict[str, frozenset[Duty]] = {
    # Ours.
    "newsroom:home": EVERY_DUTY,
    "newsroom:guide": EVERY_DUTY,
    "newsroom:guide_page": EVERY_DUTY,
    "newsroom:guide_picture": EVERY_DUTY,
    "newsroom:my_stories": READING,
    "newsroom:my_stories_file": READING,
    "newsroom:archive": DESK,
    "newsroom:archive_file": DESK,
    "newsroom:bulk": READING,
    "newsroom:bulk_step": READING,
    "newsroom:write": WRITING,
    "newsroom:send_word": WRITING,
    "newsroom:story": READING,
    "newsroom:reading": READING,
    "newsroom:versions": READING,
    "newsroom:write_remark": READING,
    "newsroom:turn_remark": READING,
    "newsroom:step": READING,
    "newsroom:submission": READING,
    "newsroom:figures": COUNTING,
    "newsroom:figure_stories": COUNTING,
    "newsroom:figures_export": COUNTING,
    "newsroom:reasons": KEEPING_REASONS,
    "newsroom:reason_end": KEEPING_REASONS,
    "newsroom:returns": COUNTING,
    "newsroom:returns_stories": COUNTING,
    "newsroom:returns_export": COUNTING,
    "newsroom:editions": READING,
    "newsroom:api_story": READING,
    "newsroom:api_step": READING,
    # What people were told.
    "newsroom:notices": EVERY_DUTY,
    "newsroom:notice_open": EVERY_DUTY,
    "newsroom:notices_read": EVERY_DUTY,
    "newsroom:notice_choices": EVERY_DUTY,
    "newsroom:notices_story_read": READING,
    "newsroom:story_notices": READING,
    "newsroom:notice_log": KEEPING,
    "newsroom:limits": KEEPING,
    "newsroom:office_hours": KEEPING,
    "newsroom:holidays": KEEPING,
    "newsroom:holiday_add": KEEPING,
    "newsroom:holiday_edit": KEEPING,
    "newsroom:holiday_remove": KEEPING,
    # People, boards, units, stand-ins.
    "newsroom:people": KEEPING,
    "newsroom:people_export": KEEPING,
    "newsroom:person_add": KEEPING,
    "newsroom:people_upload": KEEPING,
    "newsroom:people_template": KEEPING,
    "newsroom:people_confirm": KEEPING,
    "newsroom:people_wrong_lines": KEEPING,
    "newsroom:people_slips": KEEPING,
    "newsroom:people_slips_print": KEEPING,
    "newsroom:people_slips_mail": KEEPING,
    "newsroom:all_stand_ins": KEEPING,
    "newsroom:stand_in_end": KEEPING,
    "newsroom:person": KEEPING,
    "newsroom:person_edit": KEEPING,
    "newsroom:person_seat": KEEPING,
    "newsroom:person_disable": KEEPING,
    "newsroom:person_enable": KEEPING,
    "newsroom:person_invite": KEEPING,
    "newsroom:person_stand_in": KEEPING,
    "newsroom:boards": KEEPING,
    "newsroom:board_add": KEEPING,
    "newsroom:board": KEEPING,
    "newsroom:board_close": KEEPING,
    "newsroom:board_seat": KEEPING,
    "newsroom:seat_end": KEEPING,
    "newsroom:seat_annul": KEEPING,
    "newsroom:units": KEEPING,
    "newsroom:unit_add": KEEPING,
    "newsroom:succession": KEEPING,
    "newsroom:succession_done": KEEPING,
    "newsroom:succession_undo": KEEPING,
    "newsroom:unit": KEEPING,
    "newsroom:stand_ins": DECIDING,
    "newsroom:stand_in_add": DECIDING,
    "newsroom:my_stand_in_end": DECIDING,
    # The plan of coverage.
    "newsroom:planning": READING,
    "newsroom:planning_list": READING,
    "newsroom:planning_print": READING,
    "newsroom:planning_export": READING,
    "newsroom:planning_new": READING,
    "newsroom:planning_phone": READING,
    "newsroom:planning_event": READING,
    "newsroom:planning_edit": READING,
    "newsroom:planning_cancel": READING,
    "newsroom:planning_assign": READING,
    "newsroom:planning_release": READING,
    "newsroom:planning_write": WRITING,
    "newsroom:planning_copy": READING,
    "newsroom:planning_settle": READING,
    "newsroom:planning_reopen": READING,
    "newsroom:sections": KEEPING,
    "newsroom:section_add": KEEPING,
    "newsroom:section": KEEPING,
    "newsroom:section_move": KEEPING,
    # What the agency announces to the public.
    "newsroom:events": ANNOUNCING,
    "newsroom:event_add": ANNOUNCING,
    "newsroom:event": ANNOUNCING,
    "newsroom:event_cancel": ANNOUNCING,
    "newsroom:event_reinstate": ANNOUNCING,
    "newsroom:event_remove": ANNOUNCING,
    "newsroom:topics": ARRANGING,
    "newsroom:topic_add": ARRANGING,
    "newsroom:topic": ARRANGING,
    # The look of the site.
    "newsroom:appearance": KEEPING,
    "newsroom:appearance_preview": KEEPING,
    "newsroom:menus": KEEPING,
    "newsroom:menus_begin": KEEPING,
    "newsroom:menu_line_add": KEEPING,
    "newsroom:menu_line_add_beneath": KEEPING,
    "newsroom:menu_line": KEEPING,
    "newsroom:menu_line_move": KEEPING,
    "newsroom:menu_line_remove": KEEPING,
    "newsroom:unit_contacts": KEEPING,
    "newsroom:unit_contact": KEEPING,
    "newsroom:maintenance": KEEPING,
    "newsroom:maintenance_call_off": KEEPING,
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
    "newsroom:account": EVERY_DUTY,
    "newsroom:password": EVERY_DUTY,
    "newsroom:prove": EVERY_DUTY,
    "newsroom:end_visit": EVERY_DUTY,
    "newsroom:end_other_visits": EVERY_DUTY,
    "newsroom:second_factor": EVERY_DUTY,
    "newsroom:app": EVERY_DUTY,
    "newsroom:app_remove": EVERY_DUTY,
    "newsroom:passkey_new_options": EVERY_DUTY,
    "newsroom:passkey_add": EVERY_DUTY,
    "newsroom:passkey_remove": EVERY_DUTY,
    "newsroom:recovery_codes": EVERY_DUTY,
    "newsroom:recovery_codes_file": EVERY_DUTY,
    "newsroom:account_log": KEEPING,
    "newsroom:person_door": KEEPING,
    "newsroom:person_door_deed": KEEPING,
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
        if name == "newsroom:home":
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
