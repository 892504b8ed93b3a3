"""Signing in: slow to guess, the same for a login that does not exist; keys and demo mode."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound, TooMany, Unauthenticated, ValidationFailed
from huiliu.org import api as org
from huiliu.org.members import MemberChange
from huiliu.org.models import LoginAttempt
from huiliu.org.sign_in import BadCredentials, enter
from tests.org.conftest import FakeClock

pytestmark = pytest.mark.django_db
RIGHT, HERE = "olive-kettle-9", "10.0.0.1"


def fail(login: str, times: int, address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(BadCredentials):
            enter(login, "wrong", address)


def test_the_right_password_opens_in_any_spelling_of_the_login(member: org.Account) -> None:
    assert enter(" BUYER ", RIGHT, HERE) == member


def test_an_older_password_is_kept_in_the_present_way_after_signing_in(
    member: org.Account, settings: pytest.FixtureRequest
) -> None:
    newer, older = "Scrypt", "PBKDF2"
    path = "django.contrib.auth.hashers.{}PasswordHasher"
    settings.PASSWORD_HASHERS = [path.format(newer), path.format(older)]  # type: ignore[attr-defined]
    org.Account.objects.filter(pk=member.pk).update(
        password=make_password(RIGHT, hasher="pbkdf2_sha256")
    )
    assert enter("buyer", RIGHT, HERE) == member
    member.refresh_from_db()
    assert member.password.startswith("scrypt$")
    assert enter("buyer", RIGHT, HERE) == member


@pytest.mark.parametrize("login", ["buyer", "nobody"])
def test_five_failures_lock_a_login_whether_it_exists_or_not(
    member: org.Account, login: str
) -> None:
    fail(login, 5)
    with pytest.raises(TooMany) as error:
        enter(login, RIGHT, "10.0.0.2")
    assert error.value.data == {"wait": "901"}


def test_a_lock_ends_after_fifteen_minutes(member: org.Account, clock: FakeClock) -> None:
    fail("buyer", 5)
    clock.pass_by(minutes=15, seconds=1)
    assert enter("buyer", RIGHT, HERE) == member


def test_asking_while_locked_does_not_make_the_lock_longer(
    member: org.Account, clock: FakeClock
) -> None:
    fail("buyer", 5)
    clock.pass_by(minutes=14)
    with pytest.raises(TooMany):
        enter("buyer", RIGHT, HERE)
    clock.pass_by(minutes=1, seconds=1)
    assert enter("buyer", RIGHT, HERE) == member


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_get_no_more_tries(member: org.Account) -> None:
    def guess(number: int) -> str:
        try:
            enter("buyer", f"guess{number}", f"10.0.1.{number}")
        except (BadCredentials, TooMany) as error:
            return error.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))
    assert answers.count("bad_credentials") <= 5
    assert answers.count("too_many") >= 7


def test_success_forgets_the_failures(member: org.Account) -> None:
    fail("buyer", 4)
    enter("buyer", RIGHT, HERE)
    fail("buyer", 4)
    assert LoginAttempt.objects.count() == 4


def test_an_address_gets_twenty_tries_a_minute(member: org.Account, clock: FakeClock) -> None:
    for number in range(20):
        fail(f"guess{number}", 1)
    with pytest.raises(TooMany):
        enter("buyer", RIGHT, HERE)
    assert enter("buyer", RIGHT, "10.0.0.2") == member
    clock.pass_by(minutes=1, seconds=1)
    assert enter("buyer", RIGHT, HERE) == member


def test_an_unknown_login_and_a_wrong_password_answer_alike(member: org.Account) -> None:
    with pytest.raises(BadCredentials) as wrong:
        enter("buyer", "wrong", HERE)
    with pytest.raises(BadCredentials) as unknown:
        enter("nobody", "wrong", HERE)
    assert wrong.value.as_json("en") == unknown.value.as_json("en")


def test_who_has_left_cannot_sign_in(admin: Actor, member: org.Account) -> None:
    org.members.leave(admin, member.pk)
    with pytest.raises(BadCredentials):
        enter("buyer", RIGHT, HERE)


def test_an_account_without_password_opens_to_nothing(admin: Actor) -> None:
    org.members.add(admin, "keeper", MemberChange("孙涛"))
    with pytest.raises(BadCredentials):
        enter("keeper", "", HERE)


def test_a_password_as_long_as_a_book_is_not_hashed(member: org.Account) -> None:
    with pytest.raises(BadCredentials):
        enter("buyer", "x" * 1_000_000, HERE)


def test_demo_sign_in_is_only_for_demo_accounts_in_demo_mode(
    admin: Actor, member: org.Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = org.members.add(admin, "boss", MemberChange("陈建国"), demo="总经理")
    monkeypatch.delenv("HUILIU_DEMO", raising=False)
    with pytest.raises(Unauthenticated):
        org.demo.enter("boss")
    monkeypatch.setenv("HUILIU_DEMO", "1")
    assert org.demo.enter("boss") == visitor
    for login in ("buyer", "admin"):
        with pytest.raises(Unauthenticated):
            org.demo.enter(login)


def test_a_key_acts_as_its_member_until_revoked(admin: Actor, member: org.Account) -> None:
    actor = org.actor_of(member.pk)
    row, key = org.keys.make(actor, "ERP")
    assert org.actor_of_key(key) == actor
    assert key not in str(vars(row))
    with pytest.raises(NotFound):
        org.keys.revoke(admin, row.pk)
    org.keys.revoke(actor, row.pk)
    assert org.actor_of_key(key) is None


def test_keys_of_who_has_left_are_gone(admin: Actor, member: org.Account) -> None:
    _, key = org.keys.make(org.actor_of(member.pk), "ERP")
    org.members.leave(admin, member.pk)
    assert org.actor_of_key(key) is None
    org.members.change(admin, member.pk, MemberChange(active=True))
    assert org.actor_of_key(key) is None


def test_changing_a_password_needs_the_old_one(member: org.Account) -> None:
    with pytest.raises(ValidationFailed) as error:
        org.passwords.change_own(member, "wrong", "copper-teapot-7")
    assert [e.code for e in error.value.fields["old"]] == ["wrong_password"]
    member.refresh_from_db()
    assert member.check_password(RIGHT)
