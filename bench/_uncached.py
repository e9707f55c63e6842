"""The site as the page store asks it for a page that it has not: nothing is kept of the answers.

What a process remembers between renderings (`page_cache.memo`) works as behind the page store. The
cheapest view that Django can have is at /empty, behind the same middleware.
"""

import os
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from toasoan.conf import env, readers
from toasoan.page_cache.answers import Environ, StartResponse
from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.page_cache.gateway import Application
from toasoan.page_cache.memo import Memo
from toasoan.page_cache.sources import source_for
from toasoan.page_cache.store import Store
from toasoan.page_cache.watcher import Watcher


class Uncached:
    """A WSGI application that gives requests a cache policy as the page store does."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner
        self.store = Store(readers.store_folder(), readers.limits())
        self.memo = Memo(self.store)
        watcher = Watcher(source_for(env.database()), self.store)
        watcher.start()
        watcher.informed.wait(10)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[KEY] = CachePolicy(recall=partial(self.memo.recall, self.store.position))
        return self.inner(environ, start_response)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.conf.settings.bench")
_site = get_wsgi_application()
settings.ROOT_URLCONF = "bench._empty"
application = Uncached(_site)
