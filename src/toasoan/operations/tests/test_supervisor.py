"""Children are kept running, and none outlives the supervisor."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from toasoan.operations.supervisor import LONGEST_DELAY, STEADY_AFTER, Child, Supervisor

FOR_EVER = [sys.executable, "-c", "import signal; signal.pause()"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True)\n"
    "while True: signal.pause()",
]


@pytest.fixture
def messages():
    return []


def wait_for(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        os.sched_yield()


def test_a_child_that_is_killed_is_started_again(messages):
    with Supervisor(messages.append) as supervisor:
        child = supervisor.add(Child("Tiến trình nền", FOR_EVER))
        first = child.process.pid
        os.kill(first, signal.SIGKILL)
        wait_for(child.has_died)

        supervisor.look(now := time.monotonic())
        supervisor.look(now + 0.4)
        still_waiting = child.process.pid == first
        supervisor.look(now + 0.6)

        assert still_waiting
        assert child.process.pid != first
        assert child.process.poll() is None
    assert messages == ["Tiến trình nền đã dừng đột ngột; sẽ chạy lại sau 0,5 giây."]


def test_a_child_that_keeps_dying_waits_longer_each_time_up_to_a_limit():
    child = Child("web", FOR_EVER)
    child.started_at = 100.0

    waits = [child.plan_restart(101.0) for _ in range(9)]

    assert waits[:4] == [0.5, 1.0, 2.0, 4.0]
    assert waits[-1] == LONGEST_DELAY


def test_a_child_that_ran_steadily_is_restarted_soon_again():
    child = Child("web", FOR_EVER, delay=LONGEST_DELAY)
    child.started_at = 100.0

    assert child.plan_restart(100.0 + STEADY_AFTER) == 0.5


def test_leaving_stops_every_child(messages):
    with Supervisor(messages.append) as supervisor:
        children = [supervisor.add(Child(name, FOR_EVER)) for name in ("web", "worker")]

    assert all(child.process.poll() is not None for child in children)


def test_what_a_child_has_started_ends_with_it(messages, tmp_path):
    note = tmp_path / "pid"
    parent = (
        "import subprocess, sys, signal, pathlib\n"
        f"p = subprocess.Popen({FOR_EVER!r}); pathlib.Path({str(note)!r}).write_text(str(p.pid))\n"
        "signal.pause()"
    )
    with Supervisor(messages.append) as supervisor:
        supervisor.add(Child("web", [sys.executable, "-c", parent]))
        wait_for(lambda: note.exists() and note.read_text())

    grandchild = int(note.read_text())
    wait_for(lambda: is_gone(grandchild))


def test_a_child_that_does_not_listen_is_ended(messages, monkeypatch, capfd):
    monkeypatch.setattr("toasoan.operations.supervisor.STOP_WITHIN", 0.1)
    with Supervisor(messages.append) as supervisor:
        child = supervisor.add(Child("web", STUBBORN))
        wait_for(lambda: "on" in capfd.readouterr().out)

    assert child.process.returncode == -signal.SIGKILL


def test_a_signal_ends_the_run_and_the_old_handlers_return(messages):
    before = signal.getsignal(signal.SIGTERM)
    with Supervisor(messages.append) as supervisor:
        os.kill(os.getpid(), signal.SIGTERM)
        supervisor.run()

    assert supervisor.stopping
    assert signal.getsignal(signal.SIGTERM) is before


def test_waiting_ends_when_the_child_dies(messages):
    with Supervisor(messages.append) as supervisor:
        child = supervisor.add(Child("web", [sys.executable, "-c", "raise SystemExit(3)"]))

        assert not supervisor.wait_until(lambda: False, child, within=30)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's help is Linux only")
def test_children_end_when_the_supervisor_is_killed(tmp_path):
    note = tmp_path / "pid"
    source = (
        "import pathlib\n"
        "from toasoan.operations.supervisor import Child, Supervisor\n"
        "with Supervisor(print) as supervisor:\n"
        f"    child = supervisor.add(Child('web', {FOR_EVER!r}))\n"
        f"    pathlib.Path({str(note)!r}).write_text(str(child.process.pid))\n"
        "    supervisor.run()\n"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", source])  # noqa: S603
    wait_for(lambda: note.exists() and note.read_text())

    supervisor.kill()
    supervisor.wait()

    wait_for(lambda: is_gone(int(note.read_text())))


def is_gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
