"""200 listeners in one round, one process on SQLite: how long a mark takes to reach them, and what waiting costs.

    python -m benchmarks.live

A site of its own in a temporary folder, on the production server. Times are in milliseconds from the writer's request
to each listener's event. Nothing is asserted here; what was missed or came twice is counted.
"""

import asyncio
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from benchmarks.marking_page import PORT, make_round, serving

LISTENERS, MARKS, IDLE = 200, 50, 20


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        token, round_, quote = prepare()
        with serving() as server:
            late, counts = asyncio.run(listen(token, round_, quote, server.pid))
    late.sort()
    seen, twice, idle, memory = counts
    print("| listeners | marks | median | 95 % | missed | twice | idle, of a core | memory |")
    print("|---|---|---|---|---|---|---|---|")
    print(
        f"| {LISTENERS} | {MARKS} | {statistics.median(late):.0f} ms | {late[int(len(late) * 0.95)]:.0f} ms "
        f"| {LISTENERS * MARKS - seen} | {twice} | {idle:.0%} | {memory:.0f} MB |"
    )


def prepare() -> tuple[str, int, tuple[int, int, str]]:
    """A writer's token, a round, and a passage of its text."""
    import django

    django.setup()
    from django.core.management import call_command

    from annotate.models import Round
    from people.actions import create_team, create_token
    from people.models import User

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    user = User.objects.create_user("reader@example.org", None, "Reader")
    team = create_team(user, "Class")
    round_ = make_round(team, [user], 1_200, 0)
    body = Round.objects.get(pk=round_).text.body
    return create_token(user)[1], round_, (0, 20, body[:20])


async def listen(token: str, round_: int, quote: tuple[int, int, str], pid: int) -> tuple[list[float], tuple]:
    """(milliseconds of each event, (seen, twice, share of a core while idle, megabytes))."""
    sent: dict[str, float] = {}
    late: list[float] = []
    heard: list[list[str]] = [[] for _ in range(LISTENERS)]
    ready = asyncio.Semaphore(0)

    async def one(number: int) -> None:
        reader, writer = await asyncio.open_connection("localhost", PORT)
        head = (
            f"GET /api/v1/rounds/{round_}/changes/?after=0 HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Token {token}\r\nAccept: text/event-stream\r\n\r\n"
        )
        writer.write(head.encode())
        while line := await reader.readline():
            if line.startswith(b"event: ready"):
                ready.release()
            if line.startswith(b"data: {") and b'"quote"' in line:
                mark = json.loads(line[6:])["id"]
                late.append(1000 * (time.perf_counter() - sent[mark]))
                heard[number].append(mark)

    tasks = [asyncio.create_task(one(number)) for number in range(LISTENERS)]
    for _ in tasks:
        await ready.acquire()
    await asyncio.sleep(2)
    before = cpu(pid)
    await asyncio.sleep(IDLE)
    idle = (cpu(pid) - before) / IDLE
    for _ in range(MARKS):
        await put(token, round_, quote, sent)
        await asyncio.sleep(0.2)
    await asyncio.sleep(2)
    memory = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    for task in tasks:
        task.cancel()
    seen = sum(len(set(marks)) for marks in heard)
    return late, (seen, sum(len(marks) for marks in heard) - seen, idle, memory)


async def put(token: str, round_: int, quote: tuple[int, int, str], sent: dict[str, float]) -> None:
    """One mark."""
    mark = str(uuid4())
    start, end, words = quote
    body = json.dumps({"tag": "opinion", "start": start, "end": end, "quote": words}).encode()
    reader, writer = await asyncio.open_connection("localhost", PORT)
    head = (
        f"PUT /api/v1/rounds/{round_}/annotations/{mark}/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Authorization: Token {token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    sent[mark] = time.perf_counter()
    writer.write(head.encode() + body)
    answer = await reader.read()
    assert b" 201 " in answer[:20], answer[:200]
    writer.close()


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
