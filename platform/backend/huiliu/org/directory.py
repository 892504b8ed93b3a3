"""Reads about people for the other engines: the ``org`` port."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.ports import Person
from huiliu.core.transactions import aside
from huiliu.core.working_time import WorkingTime
from huiliu.org import actors, calendars
from huiliu.org.models import Account, Department, DepartmentHead, DepartmentMember


class Directory:
    """Implements ``huiliu.core.ports.Org``."""

    def actor(self, member_id: int) -> Actor:
        return actors.actor_of(member_id)

    def member(self, member_id: int) -> Person:
        row = Account.objects.filter(pk=member_id).values_list("id", "name", "is_active").first()
        if row is None:
            raise NotFound
        return Person(*row)

    def names(self, member_ids: Sequence[int]) -> Mapping[int, str]:
        if not member_ids:
            return {}
        wanted = set(member_ids)
        return dict(Account.objects.filter(pk__in=wanted).values_list("id", "name"))

    def department_names(self, ids: Sequence[int]) -> Mapping[int, str]:
        if not ids:
            return {}
        return dict(Department.objects.filter(pk__in=set(ids)).values_list("id", "name"))

    def departments_of(self, member_id: int) -> list[int]:
        rows = DepartmentMember.objects.filter(account=member_id).order_by("position", "id")
        return list(rows.values_list("department_id", flat=True))

    def heads(self, department_id: int) -> list[int]:
        rows = DepartmentHead.objects.filter(department=department_id, account__is_active=True)
        return list(rows.order_by("position", "id").values_list("account_id", flat=True))

    def parent_department(self, department_id: int) -> int | None:
        return (
            Department.objects.filter(pk=department_id).values_list("parent_id", flat=True).first()
        )

    def in_roles(self, workspace_id: int, roles: Sequence[str]) -> list[int]:
        """In the order of the roles: an approval may ask its people one after the other."""
        if not roles:
            return []
        rows = Account.objects.filter(
            groups__role__key__in=roles,
            groups__role__workspace=workspace_id,
            workspace=workspace_id,
            is_active=True,
        )
        with aside():
            found = sorted(rows.values_list("groups__role__key", "id"))
        return list(dict.fromkeys(id for role in roles for key, id in found if key == role))

    def working_time(self, workspace_id: int) -> WorkingTime:
        return calendars.working_time(workspace_id)

    def in_departments(self, workspace_id: int, departments: Sequence[str]) -> list[int]:
        """Of those departments and of all below them."""
        return self._below(workspace_id, Q(key__in=list(departments)))

    def working_in(self, workspace_id: int, department_ids: Sequence[int]) -> list[int]:
        return self._below(workspace_id, Q(pk__in=list(department_ids)))

    def _below(self, workspace_id: int, departments: Q) -> list[int]:
        here = Department.objects.filter(departments, workspace=workspace_id)
        paths = list(here.values_list("path", flat=True))
        below = Q(pk__in=())
        for path in paths:
            below |= Q(department_rows__department__path__startswith=path)
        return self._ids(workspace_id, below) if paths else []

    def by_keys(self, workspace_id: int, members: Sequence[str]) -> list[int]:
        """In the order of the keys."""
        if not members:
            return []
        rows = Account.objects.filter(
            login__in=list(members), workspace=workspace_id, is_active=True
        )
        with aside():
            found = dict(rows.values_list("login", "id"))
        return [found[login] for login in dict.fromkeys(members) if login in found]

    def administrators(self, workspace_id: int) -> list[int]:
        return self._ids(workspace_id, Q(is_admin=True))

    def active(self, workspace_id: int, member_ids: Sequence[int]) -> list[int]:
        if not member_ids:
            return []
        found = set(self._ids(workspace_id, Q(pk__in=set(member_ids))))
        return [id for id in dict.fromkeys(member_ids) if id in found]

    def resolve_member(self, workspace_id: int, public_id: str) -> int | None:
        if (number := _number(public_id)) is None:
            return None
        rows = Account.objects.filter(workspace=workspace_id, pk=number)
        return rows.values_list("id", flat=True).first()

    def resolve_department(self, workspace_id: int, public_id: str) -> int | None:
        if (number := _number(public_id)) is None:
            return None
        rows = Department.objects.filter(workspace=workspace_id, pk=number)
        return rows.values_list("id", flat=True).first()

    def called(self, workspace_id: int, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        here = Account.objects.filter(workspace_id=workspace_id, is_active=True)
        wanted = Q(name__in=names) | Q(login__in=[name.lower() for name in names])
        return _by_words(names, here.filter(wanted).values_list("id", "name", "login"))

    def departments_called(
        self, workspace_id: int, names: Sequence[str]
    ) -> Mapping[str, Sequence[int]]:
        here = Department.objects.filter(workspace_id=workspace_id)
        wanted = Q(name__in=names) | Q(key__in=names)
        return _by_words(names, here.filter(wanted).values_list("id", "name", "key"))

    def _ids(self, workspace_id: int, wanted: Q) -> list[int]:
        rows = Account.objects.filter(wanted, workspace=workspace_id, is_active=True)
        with aside():  # nothing of the organisation is ever held back
            return list(rows.order_by("id").values_list("id", flat=True).distinct())


def _by_words(
    names: Sequence[str], rows: Iterable[tuple[int, str, str]]
) -> dict[str, Sequence[int]]:
    found: dict[str, list[int]] = {name: [] for name in names}
    for row_id, *words in rows:
        for name in names:
            if name in words or name.lower() == words[1]:
                found[name].append(row_id)
    return {name: sorted(ids) for name, ids in found.items() if ids}


def _number(public_id: str) -> int | None:
    """Only the one spelling that we give out."""
    if not (public_id.isascii() and public_id.isdigit()) or len(public_id) > 18:
        return None
    number = int(public_id)
    return number if str(number) == public_id else None
