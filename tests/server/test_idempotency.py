"""A repeated POST gets the first answer, and its effect happens once."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from huiliu.core.errors import RuleRefused
from huiliu.core.transactions import before_commit
from huiliu.server.http import errors
from huiliu.server.idempotency import IdempotentPosts
from huiliu.server.jobs.models import Job
from huiliu.server.models import FirstAnswer

pytestmark = pytest.mark.django_db(transaction=True)
Answer = Callable[[HttpRequest], HttpResponse]


def create(request: HttpRequest) -> HttpResponse:
    Job.objects.create(workspace_id=1, kind="effect")
    return HttpResponse(b'{"n": %d}' % Job.objects.count(), status=201)


def post(
    app: Answer, *, key: str = "k", body: str = "{}", path: str = "/api/v1/apps/a/forms/f/records"
) -> tuple[int, bytes]:
    request = RequestFactory().post(
        path,
        body,
        content_type="application/json",
        headers={"Idempotency-Key": key, "Authorization": "Bearer x"},
    )
    response = IdempotentPosts(app)(request)
    return response.status_code, response.content


@pytest.mark.parametrize("path", ["/api/v1/apps/a/forms/f/records", "/api/v1/apps"])
def test_a_repeat_gets_the_first_answer(path: str) -> None:
    assert post(create, path=path) == (201, b'{"n": 1}') == post(create, path=path)
    assert Job.objects.count() == 1


def test_another_body_under_the_same_key_is_refused() -> None:
    post(create)
    assert post(create, body='{"a": 1}')[0] == 400
    assert Job.objects.count() == 1


def test_a_refusal_is_not_kept_and_leaves_nothing() -> None:
    def refuse(request: HttpRequest) -> HttpResponse:
        Job.objects.create(workspace_id=1, kind="effect")
        return HttpResponse(status=422)

    assert post(refuse)[0] == 422
    assert not Job.objects.exists()
    assert post(create) == (201, b'{"n": 1}')


def test_a_refusal_at_the_very_end_undoes_the_answer() -> None:
    def refuse(items: list[int]) -> None:
        raise RuleRefused("NEGATIVE_STOCK", {"en": "no"})

    def late(request: HttpRequest) -> HttpResponse:
        before_commit(refuse, 1)
        return create(request)

    status, body = post(late)
    assert (status, b"NEGATIVE_STOCK" in body) == (422, True)
    assert not Job.objects.exists()
    assert not FirstAnswer.objects.exists()


def test_the_same_key_at_once_is_told_to_wait() -> None:
    inside, go_on = threading.Event(), threading.Event()
    answers: list[tuple[int, bytes]] = []

    def slow(request: HttpRequest) -> HttpResponse:
        inside.set()
        go_on.wait(5)
        return HttpResponse(b"{}", status=201)

    def in_a_thread() -> None:
        answers.append(post(slow, path="/api/v1/apps"))
        connections.close_all()

    first = threading.Thread(target=in_a_thread)
    first.start()
    inside.wait(5)
    second = post(create, path="/api/v1/apps")
    go_on.set()
    first.join()
    assert (second[0], answers[0][0], Job.objects.count()) == (409, 201, 0)


def test_the_note_of_a_killed_process_is_taken_over_at_once() -> None:
    post(create, path="/api/v1/apps")
    FirstAnswer.objects.update(status=0, body=b"")
    assert post(create, path="/api/v1/apps") == (201, b'{"n": 2}')
    assert post(create, path="/api/v1/apps") == (201, b'{"n": 2}')


@pytest.mark.production_only
def test_the_note_of_a_living_process_is_left_alone() -> None:
    """Another process is another connection that holds the lock of that key."""
    owner = "key:" + hashlib.sha256(b"Bearer x").hexdigest()
    post(create, path="/api/v1/apps")
    FirstAnswer.objects.update(status=0, body=b"")
    digest = hashlib.sha256(f"{owner} k".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        assert post(create, path="/api/v1/apps")[0] == 409
        assert Job.objects.count() == 1
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
    other.close()
    assert post(create, path="/api/v1/apps") == (201, b'{"n": 2}')


def test_unforeseen_failures_do_not_show_what_went_wrong() -> None:
    def broken(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError("secret")

    status, body = post(broken)
    assert (status, b"secret" in body, b"internal" in body) == (500, False, True)


def test_database_refusals_are_not_server_errors() -> None:
    from django.db import DataError

    assert errors.coded(DataError("bad")).status == 400


def test_a_database_that_is_away_is_told_whole_once_and_then_in_a_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from django.db import OperationalError

    monkeypatch.setattr(errors, "_quiet_until", 0.0)
    with caplog.at_level("WARNING", logger="huiliu.http"):
        answers = [errors.coded(OperationalError("gone\nDETAIL: long")) for _ in range(3)]
    assert [answer.status for answer in answers] == [503, 503, 503]
    assert [record.exc_info is not None for record in caplog.records] == [True, False, False]
    assert caplog.records[1].getMessage().endswith(": gone")
