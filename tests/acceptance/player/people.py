"""The people of a story: one member for each actor, and deputies, so that nobody need approve
what is their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.acceptance.player.session import Session

PASSWORD = "olive-kettle-9"
SYSTEM = "系统"
SYSTEM_ROLES = ("sales_manager", "purchase_manager")
"""Of the account with which a shop's connection and the scheduler write."""
HEAD_OFFICE = "总部"
FOUNDER = "建账"
KEEPER = "仓管"
_QUALIFIED = re.compile(r"(.+?)[（(](.+)[）)]")


@dataclass
class Person:
    """``role``: the title a story calls them by. ``about``: of whom, which store or warehouse."""

    url: str
    id: str
    login: str
    name: str
    role: str
    about: str = ""
    _session: Session | None = None
    _editable: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """Signed in at first use."""
        if self._session is None:
            self._session = Session(self.url, self.login, PASSWORD)
        return self._session

    def editable(self, form: str) -> frozenset[str]:
        """Paths of the fields that they may fill in."""
        if form not in self._editable:
            document = self.session.app("GET", f"/forms/{form}")["form"]
            self._editable[form] = frozenset(_editable(document["fields"], ""))
        return self._editable[form]

    def close(self) -> None:
        if self._session is not None:
            self._session.close()


def _editable(fields: list[dict[str, object]], prefix: str) -> Iterable[str]:
    for one in fields:
        path = f"{prefix}{one['id']}"
        if one.get("access") == "edit" and not one.get("readonly"):
            yield path
        yield from _editable(one.get("fields", []), f"{path}.")  # type: ignore[arg-type]


def parsed(actor: str) -> tuple[str, str]:
    """``销售员(张三)``, and ``张三(销售员)`` too, is a 销售员, about 张三."""
    found = _QUALIFIED.fullmatch(actor)
    if found is None:
        return actor, ""
    return (found[2], found[1]) if found[2] == "销售员" else (found[1], found[2])


class Staff:
    """Everybody, by what the story calls them."""

    def __init__(self, admin: Session, url: str, stores: Iterable[str]) -> None:
        self._admin, self._url = admin, url
        self.everybody: list[Person] = []
        roles = admin.call("GET", "/roles")["items"]
        self._roles = {role["name"]: role["key"] for role in roles}
        head = self._department(HEAD_OFFICE, None)
        self.departments = {HEAD_OFFICE: head}
        for store in stores:
            if store not in self.departments:
                self.departments[store] = self._department(store, head)

    def hire(self, actors: Iterable[str], salespeople: Iterable[str], approvers: set[str]) -> None:
        """``approvers``: keys of the roles that flows ask."""
        names = list(dict.fromkeys([*actors, *(f"销售员({name})" for name in salespeople)]))
        for actor in names:
            if self._known(actor) is None:
                self._member(actor)
        for role in dict.fromkeys(parsed(actor)[0] for actor in names):
            if self._roles.get(role) in approvers:
                self._member(role, f"{role}·副手")
        for title, key in self._roles.items():
            if key in approvers and title not in {one.role for one in self.everybody}:
                self._member(title)
        self._lead()

    def person(self, actor: str) -> Person:
        found = self._known(actor)
        assert found is not None, f"nobody is {actor}"
        return found

    def founder(self) -> Person:
        """Who enters what there is before the company works: with every role."""
        return self._member(FOUNDER, roles=list(self._roles.values()))

    def leave(self, person: Person) -> None:
        """Signed out and no member any more: nobody asks them anything."""
        person.close()
        self.everybody.remove(person)
        self._admin.call("PATCH", f"/members/{person.id}", {"active": False})

    def named(self, name: str) -> Person | None:
        return next((one for one in self.everybody if one.name == name), None)

    def of_role(self, role: str) -> list[Person]:
        return [one for one in self.everybody if one.role == role]

    def close(self) -> None:
        for one in self.everybody:
            one.close()

    def _known(self, actor: str) -> Person | None:
        """Somebody of that role and no other; the first was hired for it. Whom a story calls its
        仓管 keeps all warehouses, and so is the keeper of each."""
        role, about = parsed(actor)
        wanted = [(role, about), (role, "")] if role == KEEPER else [(role, about)]
        found = (p for one in wanted for p in self.everybody if (p.role, p.about) == one)
        return next(found, None)

    def _member(self, actor: str, name: str = "", roles: list[str] | None = None) -> Person:
        role, about = parsed(actor)
        name = name or (about if role == "销售员" and about else actor)
        keys = roles or (list(SYSTEM_ROLES) if role == SYSTEM else [self._roles[role]])
        login = f"p{len(self.everybody) + 1}"
        made = self._admin.call(
            "POST",
            "/members",
            {
                "login": login, "name": name, "password": PASSWORD, "roles": keys,
                "departments": [self.departments.get(about, self.departments[HEAD_OFFICE])],
            },
        )  # fmt: skip
        person = Person(self._url, made["id"], login, name, role, about)
        self.everybody.append(person)
        return person

    def _department(self, name: str, parent: str | None) -> str:
        made = self._admin.call("POST", "/departments", {"name": name, "parent": parent})
        return str(made["id"])

    def _lead(self) -> None:
        """A store is led by its manager, the head office by the general manager."""
        heads = {one.about: one.id for one in self.of_role("店长") if one.about}
        boss = next((one.id for one in self.of_role("总经理")), None)
        for name, id_ in self.departments.items():
            head = heads.get(name, boss)
            if head is not None:
                self._admin.call("PATCH", f"/departments/{id_}", {"heads": [head]})
