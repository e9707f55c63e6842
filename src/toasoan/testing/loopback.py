"""A server on this machine for as long as a block runs."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Plan(Protocol):
    """What a server does; it tells its port, and hears when the block is over."""

    port: int
    over: threading.Event


@contextmanager
def serving(plan: Plan, handler: type[socketserver.BaseRequestHandler]) -> Iterator[None]:
    """The server while the block runs; handlers find the plan at `server.plan`."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.plan = plan  # type: ignore[attr-defined]
        plan.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield
        finally:
            plan.over.set()
            server.shutdown()
            thread.join()
