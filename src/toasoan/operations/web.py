"""The web process: Granian with our WSGI callable."""

#: Requests answered at the same time by one process. Each thread keeps a database connection, so
#: more threads cost memory; pages are short, and slow readers do not hold a thread.
THREADS = 8
SECONDS_TO_FINISH = 5


def serve(
    *, host: str, port: int, workers: int, application: str = "toasoan.conf.wsgi:application"
) -> None:
    """Answer requests until a signal says stop; measurements name callables of their own."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
    ).serve()
