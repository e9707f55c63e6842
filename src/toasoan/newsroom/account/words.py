"""What a browser and its system are called, and why a session ended."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.accounts.models import Ending

# The first that fits wins: Edge and Cốc Cốc call themselves Chrome too, Chrome Safari.
_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)

#: What the sign-in page says when it is shown because a session is over.
WHY: dict[str, object] = {
    Ending.IDLE: gettext_lazy(
        "Your session ended because nothing was done for a while. Sign in to go on where you were."
    ),
    Ending.TOO_LONG: gettext_lazy(
        "Your session has reached its longest time. Sign in to go on where you were."
    ),
    Ending.FROM_AFAR: gettext_lazy("This session was ended from another of your devices."),
    Ending.PASSWORD: gettext_lazy("Your password was changed. Sign in with the new one."),
    Ending.FACTOR: gettext_lazy("Your second factor was reset. Sign in and add a new one."),
    Ending.SIGNED_OUT: gettext_lazy("You have signed out."),
}


def device_words(agent: str) -> str:
    """Browser and system as the person knows them.

    >>> device_words("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Edg/150.0")
    'Microsoft Edge, Windows'
    """
    browser = next((word for sign, word in _BROWSERS if sign in agent), "")
    system = next((word for sign, word in _SYSTEMS if sign in agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("unknown browser")
