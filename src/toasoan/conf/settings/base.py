"""Settings that every installation shares. Environment variables are read in `conf.env` only."""

from pathlib import Path

from toasoan.conf import env
from toasoan.conf.https import https_settings
from toasoan.conf.packages import newsroom_packages
from toasoan.sent_files.limits import MOST_BYTES

PACKAGE = Path(__file__).resolve().parents[2]
DATA = env.data_folder()

SECRET_KEY = env.secret_key()
DEBUG = False
ALLOWED_HOSTS = env.allowed_hosts()
CSRF_TRUSTED_ORIGINS = [env.base_url()]

INSTALLED_APPS = [
    "toasoan.demo",
    "toasoan.operations",
    *newsroom_packages(PACKAGE),
    "toasoan.portal",
    "toasoan.site_settings",
    "toasoan.reports",
    "toasoan.quotas",
    "toasoan.figures",
    "toasoan.disclosure",
    "toasoan.audience",
    "toasoan.opinions",
    "toasoan.questions",
    "toasoan.records",
    "toasoan.schedules",
    "toasoan.monitoring",
    "toasoan.exchange",
    "toasoan.outlets",
    "toasoan.intake",
    "toasoan.planning",
    "toasoan.notifications",
    "toasoan.editorial",
    "toasoan.stories",
    "toasoan.events",
    "toasoan.search",
    "toasoan.units",
    "toasoan.page_cache",
    "toasoan.retention",
    "toasoan.ledger",
    "toasoan.accounts",
    "toasoan.reader_forms",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    # After wagtail.images and wagtail.documents: it puts its own rights in their place.
    "toasoan.media",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "toasoan.conf.https.ForwardedProtoMiddleware",
    "toasoan.conf.refused_requests.RefusedRequestsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "toasoan.conf.headers.ContentSecurityPolicyMiddleware",
    "toasoan.conf.unreadable.UnreadableRequestMiddleware",
    "toasoan.portal.reading_only.ReadingOnlyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "toasoan.portal.maintenance.MaintenanceMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "toasoan.newsroom.kit.visits.VisitMiddleware",
    "toasoan.newsroom.kit.access.AccessMiddleware",
    "toasoan.conf.typed_text.CleanedTextMiddleware",
    "toasoan.newsroom.kit.refused_uploads.RefusedUploadMiddleware",
]

ROOT_URLCONF = "toasoan.conf.urls"
WSGI_APPLICATION = "toasoan.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    # First: the newsroom's entrance is then decided without reading Django's permissions.
    "toasoan.units.backends.SeatBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# The first makes new hashes; Django's own read what an older installation kept.
PASSWORD_HASHERS = [
    "toasoan.accounts.passwords.Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "toasoan.accounts.passwords.LengthValidator"},
    {"NAME": "toasoan.accounts.passwords.EverydayValidator"},
    {"NAME": "toasoan.accounts.passwords.NamesValidator"},
    {"NAME": "toasoan.units.passwords.AgencyNamesValidator"},
]
# The longest that any link opens (an invitation); each purpose has its own, shorter or equal.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
#: Proxies whose X-Forwarded-For is believed.
#: Root certificates by which signatures of documents are confirmed; the operator puts them there.
TOASOAN_TRUSTED_ROOTS = DATA / "chung-thu-goc"
TOASOAN_TRUSTED_PROXIES = env.trusted_proxies()
TOASOAN_IDLE_SECONDS = env.idle_seconds()
TOASOAN_IDLE_SECONDS_WEBMASTER = env.idle_seconds_webmaster()
TOASOAN_SESSION_SECONDS = env.session_hours() * 3600
TOASOAN_UNUSED_DAYS = env.unused_days()
#: OpenSearch, when there is one; empty: the database searches.
TOASOAN_SEARCH_URL = env.search_url()
#: In which networks that are not public the sites of outlets and partners may be asked.
TOASOAN_PRIVATE_NETWORKS = env.private_networks()

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [PACKAGE / "conf" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["toasoan.conf.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/tep-noi-bo/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "toasoan.media.storage.PrivateStorage"},
    # Hashed names, so that browsers keep them for good; gzip and Brotli made when collected.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Uploads are held in memory up to 1 MB, then in a file; `sent_files.limits` says how large.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "toasoan.conf.uploads.UploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1_048_576
# A cell of a table is a field of the editor's form; `stories.raw_body` keeps drafts below this.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
#: Work of the clock: name → (dotted path of the task, seconds between runs).
TOASOAN_SCHEDULE: dict[str, tuple[str, int]] = {
    "publish-due-stories": ("toasoan.editorial.tasks.publish_due_stories", 20),
    "take-down-expired-stories": ("toasoan.editorial.tasks.take_down_expired_stories", 20),
    "deliver-mail": ("toasoan.notifications.tasks.deliver_mail", 20),
    "send-dispatches": ("toasoan.outlets.tasks.send_dispatches", 60),
    "remind-of-what-waits": ("toasoan.notifications.tasks.remind_of_what_waits", 300),
    "carry-on-after-successions": (
        "toasoan.editorial.tasks.carry_on_after_successions",
        300,
    ),
    "keep-accounts-in-order": ("toasoan.accounts.tasks.keep_accounts_in_order", 3600),
    "shorten-attempts": ("toasoan.accounts.tasks.shorten_attempts", 300),
    "forget-what-was-sent": ("toasoan.reader_forms.tasks.forget_what_was_sent", 3600),
    "read-feeds-of-outlets": ("toasoan.monitoring.tasks.read_feeds", 300),
    "watch-public-information": (
        "toasoan.disclosure.tasks.watch_public_information",
        21_600,
    ),
    "read-files-of-documents": ("toasoan.records.tasks.read_document_files", 60),
    "clean-up-by-age": ("toasoan.retention.tasks.clean_up_by_age", 3600),
    "close-unanswered-dispatches": ("toasoan.outlets.answer_tasks.close_unanswered", 3600),
    "remind-of-overdue-assignments": ("toasoan.planning.tasks.remind_overdue", 900),
    "remind-of-quotas": ("toasoan.quotas.tasks.remind_of_what_is_missing", 3600),
    "remind-of-missing-schedules": ("toasoan.schedules.tasks.remind_of_missing_schedule", 3600),
    "render-bodies-of-stories": ("toasoan.stories.tasks.render_bodies", 300),
    "send-changes-to-opensearch": ("toasoan.search.sending.send_changes", 60),
    "forget-old-changes": ("toasoan.page_cache.tasks.prune", 86_400),
    "send-answers-to-partners": ("toasoan.exchange.tasks.send_replies", 20),
    "fetch-photos-of-partners": ("toasoan.exchange.tasks.fetch_photos", 20),
    "forget-requests-of-partners": ("toasoan.exchange.tasks.tidy_up", 900),
    "tell-of-scores": ("toasoan.opinions.tasks.tell_of_scores", 600),
    "remind-of-questions": ("toasoan.questions.tasks.remind_of_questions", 900),
    "carry-on-questions": ("toasoan.questions.tasks.carry_on_questions", 300),
    "tidy-up": ("toasoan.operations.tasks.tidy_up", 3600),
    "follow-seats-of-the-day": ("toasoan.site_settings.tasks.follow_seats_of_the_day", 900),
}

#: Stands before the names of our own cookies.
TOASOAN_COOKIE_PREFIX = ""
SESSION_COOKIE_HTTPONLY = True
# The browser forgets the session when it is closed, the server at the longest time of a session.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# An hour later than the longest time, so that it can still be said why the session is over.
SESSION_COOKIE_AGE = TOASOAN_SESSION_SECONDS + 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "toasoan.conf.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
globals().update(https_settings(env.base_url()))

WAGTAIL_SITE_NAME = "Tòa soạn"
WAGTAILADMIN_BASE_URL = env.base_url()
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 4000
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "toasoan.conf.typed_text.RichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "ul", "ol"]},
    }
}
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
# One zone for everybody: nobody is asked.
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "toasoan.media.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = MOST_BYTES
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "toasoan.media.forms.AttachmentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
LOGIN_URL = "wagtailadmin_login"
TAGGIT_CASE_INSENSITIVE = True
SILENCED_SYSTEM_CHECKS: list[str] = []

_MAIL = env.mail()
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
DEFAULT_FROM_EMAIL = _MAIL["DEFAULT_FROM_EMAIL"]
EMAIL_HOST = _MAIL.get("EMAIL_HOST", "")
EMAIL_PORT = _MAIL.get("EMAIL_PORT", 0)
EMAIL_HOST_USER = _MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = _MAIL.get("EMAIL_TIMEOUT")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "toasoan.conf.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "filters": {"flood": {"()": "toasoan.conf.logs.FloodFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["flood"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # The framework writes headlines into its log; ours stay out of it.
        "wagtail": {"level": "WARNING"},
        # Django's own handlers send letters and write past the formatter.
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": ["console"], "propagate": False},
        # What was refused is written by conf.refused_requests, without keys and within bounds.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}
