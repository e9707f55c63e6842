"""What reads a sent file may cost so much memory, processor time and time, and no more."""

import io
import itertools
import os
import pathlib
import pickle
import subprocess
import threading
import time

import psutil
import pytest

from toasoan.sent_files.messages import unpacked
from toasoan.sent_files.pool import Pool, Unread, UnreadError


@pytest.fixture
def pool():
    pool = Pool(places=2, longest_wait=0.3)
    yield pool
    pool.close()


def read(pool, function, *arguments, answers=(), seconds=5.0):
    return pool.read(function, *arguments, answers=answers, seconds=seconds)


def processes_of(pool):
    return [process._process.pid for process in pool._idle]


def test_a_good_file_is_read_and_its_process_reads_the_next_one(pool):
    assert read(pool, abs, -7) == 7
    first = processes_of(pool)

    assert read(pool, abs, -8) == 8
    assert processes_of(pool) == first


@pytest.mark.parametrize(
    ("function", "argument", "seconds", "reason"),
    [
        pytest.param(bytes, 1_000_000_000, 5.0, Unread.TOO_COSTLY, id="memory"),
        pytest.param(time.sleep, 30, 0.2, Unread.TOO_COSTLY, id="clock"),
        pytest.param(all, itertools.count(1), 0.5, Unread.TOO_COSTLY, id="processor time"),
        pytest.param(os._exit, 3, 5.0, Unread.BROKEN, id="crash"),
        pytest.param(os._exit, 0, 5.0, Unread.BROKEN, id="ends without an answer"),
        pytest.param(int, "x", 5.0, Unread.BROKEN, id="failure"),
        pytest.param(pathlib.Path, "/", 5.0, Unread.BROKEN, id="an answer of another class"),
    ],
)
def test_a_file_that_does_harm_is_given_up_and_the_next_one_is_read(
    pool, function, argument, seconds, reason
):
    began = time.monotonic()

    with pytest.raises(UnreadError) as error:
        read(pool, function, argument, seconds=seconds)

    assert error.value.reason == reason
    assert time.monotonic() - began < 5
    assert read(pool, abs, -1) == 1


def test_processor_time_is_counted_anew_for_each_file():
    pool = Pool(clock=20)
    for _file in range(4):
        read(pool, sum, range(15_000_000), seconds=0.5)

    assert len(processes_of(pool)) == 1
    pool.close()


def test_no_more_files_than_places_are_read_at_once_and_who_waits_too_long_is_told(pool):
    read(pool, abs, -1)
    results = []

    def sleep():
        results.append(read(pool, time.sleep, 1))

    threads = [threading.Thread(target=sleep) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    with pytest.raises(UnreadError) as error:
        read(pool, abs, -1)
    for thread in threads:
        thread.join()

    assert error.value.reason == Unread.BUSY
    assert results == [None, None]
    assert read(pool, abs, -1) == 1


def test_a_process_that_ended_while_it_waited_is_replaced(pool):
    read(pool, abs, -1)
    (waiting,) = pool._idle
    waiting._link.shutdown(2)  # as after a minute without work
    waiting._process.wait()

    assert read(pool, abs, -1) == 1


def test_a_reading_process_sees_no_settings_and_no_secrets(pool, monkeypatch):
    monkeypatch.setenv("TOASOAN_SECRET_KEY", "bi mat")

    assert read(pool, os.getenv, "TOASOAN_SECRET_KEY") is None


def test_a_machine_without_room_for_another_process_is_busy(pool, monkeypatch):
    def no_room(*_arguments, **_options):
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", no_room)

    with pytest.raises(UnreadError, match="busy"):
        read(pool, abs, -1)


def test_reading_processes_end_with_the_pool(pool):
    read(pool, abs, -1)
    (pid,) = processes_of(pool)

    pool.close()

    assert not psutil.pid_exists(pid)


def test_an_answer_cannot_run_anything():
    out = io.BytesIO()
    pickle.Pickler(out).dump(os.getcwd)

    with pytest.raises(pickle.UnpicklingError):
        unpacked(out.getvalue(), allowed=())
