"""What stands in front of the site in a web process: the health check, and the page store."""

import hashlib
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from toasoan.conf import env
from toasoan.operations.health import HealthCheck, HealthWatch, look_for
from toasoan.page_cache.answers import Caching
from toasoan.page_cache.gateway import Application, PageStore, ReaderRules
from toasoan.page_cache.sources import source_for
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.page_cache.views import CountedSite, Views
from toasoan.page_cache.watcher import Watcher

STATIC = "/static/"
#: What citizens send and ask after: each form has its own moment, each answer is one person's.
FORMS = ("/hoi-dap/gui/", "/hoi-dap/bao-loi/", "/hoi-dap/tra-cuu/")
#: The newsroom, everything with a reach or a key of its own, static files.
PASSES = (
    "/toa-soan/", "/anh/", "/tep/", "/tep-noi-bo/", "/van-ban/tep/", "/api/so-lieu/", STATIC,
    *FORMS,
)  # fmt: skip
#: The interface for programs, which refuses parameters that it does not know.
EXACT = ("/api/v1/stories", "/api/v1/sections", "/api/v1/units")
_FIRST_LOOK_WITHIN = 3.0  # seconds
#: What decides how a page looks, beside the database.
_DECISIVE = ("*.py", "*.html", "*.xml", "*.txt", "*.mo")


def health_check(application: Application) -> HealthCheck:
    """Answer ``/healthz`` in front of everything, from what a thread of this process sees."""
    watch = HealthWatch(look_for(env.database_of_requests()), env.data_folder())
    watch.start()
    watch.first_look.wait(_FIRST_LOOK_WITHIN)
    return HealthCheck(application, watch)


def with_page_store(application: Application) -> Application:
    """Put the page store in front of the site, unless it is switched off."""
    if not env.page_store():
        return _counted(application)
    store = Store(store_folder(), limits())
    watcher = Watcher(source_for(env.database_of_requests()), store)
    watcher.start()
    # Until the changes are known nothing new is kept; a database that is away is not waited for.
    watcher.informed.wait(_FIRST_LOOK_WITHIN)
    _count(store.views)
    caching = Caching(shared_seconds=env.cdn_seconds(), tags=env.cdn_tags())
    return PageStore(application, store, site(), caching)


def _counted(application: Application) -> Application:
    """Count what is looked at where no page store does."""
    views = Views()
    _count(views)
    return CountedSite(application, views)


def _count(views: Views) -> None:
    # Its tables are there only after the site was loaded.
    from toasoan.audience.counting import begin_counting

    begin_counting(views, env.trusted_proxies(), env.data_folder())


def limits() -> CacheLimits:
    """The limits of the page store, from the environment."""
    return CacheLimits(
        memory=env.page_memory(), disk=env.page_disk(), max_stale=env.page_max_stale()
    )


def site() -> ReaderRules:
    """The rules by which requests of readers are told from those of the newsroom."""
    believed = env.trusted_proxies() if env.base_url().startswith("https://") else frozenset()
    return ReaderRules(hosts=env.page_hosts(), passes=PASSES, exact=EXACT, proxies=believed)


def pages_folder() -> Path:
    """The folder of all page stores of this installation."""
    return env.data_folder() / "pages"


def store_folder() -> Path:
    """The folder of this version of the program with this database; older ones are removed."""
    here = pages_folder() / fingerprint()
    for other in pages_folder().glob("*"):
        if other != here:
            shutil.rmtree(other, ignore_errors=True)
    return here


def fingerprint() -> str:
    """A name for everything that makes a page look as it does, the database's content aside."""
    database = env.database()
    where = [str(database.get(name, "")) for name in ("ENGINE", "HOST", "PORT", "NAME")]
    digest = hashlib.sha256()
    for line in (*where, env.base_url(), version("django"), version("wagtail"), *sorted(_files())):
        digest.update(line.encode())
    return digest.hexdigest()[:16]


def _files() -> Iterator[str]:
    package = Path(__file__).resolve().parents[1]
    for pattern in _DECISIVE:
        for path in package.rglob(pattern):
            if "tests" not in path.parts:
                found = path.stat()
                yield f"{path.relative_to(package)} {found.st_size} {found.st_mtime_ns}"
    manifest = env.data_folder() / "static" / "staticfiles.json"
    if manifest.is_file():
        yield hashlib.sha256(manifest.read_bytes()).hexdigest()
