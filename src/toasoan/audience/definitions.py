"""What each number means, in one sentence that stands beside it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ONLINE: Promise = _("Different readers who opened a page of this site within the last 5 minutes.")
VISITS: Promise = _(
    "A visit is the first page that a reader opens after at least 30 minutes without one; readers"
    " are told apart by network and browser, without cookies, so people behind one connection"
    " with the same browser count as one."
)
TODAY: Promise = _("Visits since midnight.")
MONTH: Promise = _("Visits since the first day of this month.")
TOTAL: Promise = _(
    "All visits since counting began, with those that the agency took over from its earlier site."
)
VIEWS: Promise = _(
    "How often pages were opened; the same reader who opens a page again within 10 minutes counts"
    " once, and robots and people signed in to the newsroom do not count."
)
DOWNLOADS: Promise = _("How often files were fetched; counted as views are.")
REFERRERS: Promise = _(
    "Other sites whose links visits began with, by name only; many browsers do not say it."
)
LED_HERE: Promise = _(
    "Words that a search engine named when it led a visit here; the large ones name none."
)
SEARCHED: Promise = _(
    "Words typed into this site's search; what looks like a number of a person or an e-mail"
    " address is not written down, and words used fewer than 3 times are not shown."
)
