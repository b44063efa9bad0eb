"""Who writes at the same time: on each database one waits for the other, and nobody is turned away."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import InterfaceError, connection, connections, transaction

from people.models import Team

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(count: int, do: Callable[[int], None]) -> None:
    def alone(number: int) -> None:
        try:
            do(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        for done in [threads.submit(alone, number) for number in range(count)]:
            done.result(timeout=60)


def add(number: int) -> None:
    for _ in range(10):
        with transaction.atomic():
            Team.objects.create(name=f"Team {number}")


def test_many_who_write_at_once_all_do() -> None:
    in_threads(12, add)
    assert Team.objects.count() == 120


def fail(_number: int) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        Team.objects.create(name="not to be")
        _ = 1 / 0


def drop(_number: int) -> None:
    with suppress(InterfaceError, transaction.TransactionManagementError), transaction.atomic():
        Team.objects.create(name="not to be")
        connection.close()


@pytest.mark.parametrize("give_up", [fail, drop])
def test_who_gives_up_holds_up_nobody(give_up: Callable[[int], None]) -> None:
    gave_up, written = threading.Event(), threading.Event()

    def one_or_other(number: int) -> None:
        if number == 0:
            give_up(number)
            gave_up.set()
            # Its thread and its connection stay, as they do in a server.
            assert written.wait(timeout=10)
        else:
            assert gave_up.wait(timeout=10)
            add(number)
            written.set()

    in_threads(2, one_or_other)
    assert Team.objects.count() == 10


def test_who_writes_inside_a_write_does_not_wait_for_themselves() -> None:
    done = threading.Event()

    def nested(_number: int) -> None:
        with transaction.atomic(), transaction.atomic():
            Team.objects.create(name="one")
        done.set()

    in_threads(1, nested)
    assert done.is_set()
