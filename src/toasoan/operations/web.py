"""The web process: Granian's connections and our worker behind them (`web_server.worker`)."""

import resource

SECONDS_TO_FINISH = 5
#: A request line with its headers comes within so many seconds; so does the next request of a
#: connection that is kept open.
SECONDS_FOR_HEADERS = 15
#: Bytes of one connection that are held in memory.
CONNECTION_BUFFER = 131_072
MOST_CONNECTIONS = 8_192
#: Granian's own threads that read pieces of large files; none of them waits for a reader.
READING_THREADS = 16
#: Files and database connections of the process itself.
_OWN_FILES = 256


def serve(
    *, host: str, port: int, workers: int, application: str = "toasoan.conf.wsgi:site"
) -> None:
    """Answer requests until a signal says stop; measurements name callables of their own."""
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    from toasoan.web_server.worker import run_worker

    Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=SECONDS_FOR_HEADERS * 1000, max_buffer_size=CONNECTION_BUFFER
        ),
        websockets=False,
        workers=workers,
        backlog=1024,
        runtime_blocking_threads=READING_THREADS,
        backpressure=_connections(),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
    ).serve(spawn_target=run_worker)


def _connections() -> int:
    """So many connections of one process as it may open files for; raises the limit if it can."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _OWN_FILES
    files = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(files - _OWN_FILES, _OWN_FILES)
