"""CPU seconds of this process for one request inside Django, to compare two versions of the code.

    DATABASE_URL=… python -m benchmarks.cpu

Wall-clock time on a busy machine says little about a change of a few per cent; CPU time does. Prints one JSON object:
milliseconds per request. Compare by running it in two checkouts in turn. The time of a PostgreSQL server is not in it.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from benchmarks.texts import marks, text

REQUESTS = int(os.environ.get("REQUESTS") or 100)
ANNOTATIONS = 1500


def main() -> None:
    """Set up a site with one round, then measure each kind of request."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        sys.stdout.write(json.dumps(measure()) + "\n")


def measure() -> dict[str, float]:
    """Return milliseconds of CPU per request, by the kind of request."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from annotate.models import Annotation
    from people.actions.accounts import add_member, create_token
    from people.models import Team, User
    from people.permissions import Role

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    body = text(2000)
    clients = {}
    for name in ("teacher", "pupil"):
        user = User.objects.create_user(f"{name}@example.org", "a-long-password", name)
        clients[name] = Client(
            HTTP_HOST="localhost", headers={"Authorization": f"Token {create_token(user)[1]}"}
        )
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(user)
    teacher, pupil = clients["teacher"], clients["pupil"]
    team = post(teacher, "/teams/", {"name": "Benchmark"})["id"]
    add_member(Team.objects.get(pk=team), User.objects.get(name="pupil"), Role.ANNOTATOR)
    article = post(teacher, "/articles/", {"team": team, "text": body, "title": "Benchmark"})["id"]
    rounds = [post(teacher, "/rounds/", {"article": article})["id"] for _ in range(3)]
    path = f"/api/v1/rounds/{rounds[0]}/"

    def put(client: Any, round_: int, number: int, note: str = "") -> None:
        start, end, tag = spans[number % len(spans)]
        payload = {"tag": tag, "start": start, "end": end, "quote": body[start:end], "note": note}
        address = f"/api/v1/rounds/{round_}/annotations/{UUID(int=number)}/"
        answer = client.put(address, json.dumps(payload), "application/json")
        assert answer.status_code in (200, 201), answer.content

    def get(client: Any, address: str) -> None:
        assert client.get(address).status_code == 200, address

    spans = marks(body, ANNOTATIONS)
    put(teacher, rounds[0], 0)
    first = Annotation.objects.get()
    Annotation.objects.bulk_create(
        Annotation(
            id=UUID(int=number), layer=first.layer, tag=first.tag, start=start, end=end, quote=body[start:end],
            prefix=body[max(0, start - 32) : start], suffix=body[end : end + 32], details={},
            created_at=first.created_at, updated_at=first.updated_at,
        )
        for number, (start, end, _) in enumerate(spans[1:], 1)
    )  # fmt: skip
    return {
        "create, as teacher": per_request(lambda n: put(teacher, rounds[1], 10_000 + n)),
        "create, as pupil": per_request(lambda n: put(pupil, rounds[1], 20_000 + n)),
        "change, as pupil": per_request(lambda n: put(pupil, rounds[1], 20_000 + n, "a note")),
        "round": per_request(lambda n: get(pupil, path)),
        f"{ANNOTATIONS} annotations": per_request(lambda n: get(pupil, f"{path}annotations/?limit=5000"), 10),
        "1 annotation page": per_request(lambda n: get(pupil, f"{path}annotations/?limit=1")),
        "reading page": per_request(lambda n: get(browser, f"/rounds/{rounds[2]}/")),
    }


def post(client: Any, path: str, payload: dict[str, Any]) -> Any:
    """Create something through the API and return it."""
    answer = client.post(f"/api/v1{path}", json.dumps(payload), "application/json")
    assert answer.status_code == 201, answer.content
    return answer.json()


def per_request(request: Callable[[int], None], divisor: int = 1) -> float:
    """Return milliseconds of CPU per request, after a few that are not counted."""
    count = REQUESTS // divisor
    warm = 0 if divisor > 1 else 5
    for number in range(warm):
        request(number)
    before = time.process_time()
    for number in range(warm, count):
        request(number)
    return round(1000 * (time.process_time() - before) / (count - warm), 3)


if __name__ == "__main__":
    main()
