"""Puts the people of a template's sample data into a workspace, beside whoever is there."""

from __future__ import annotations

from collections.abc import Mapping

from huiliu.core.actor import Actor
from huiliu.org import api as org
from huiliu.org.api import DepartmentChange, MemberChange
from templates_library.sample_data import SampleCompany, SampleDepartment, SampleMember


def found(by: Actor, company: SampleCompany) -> dict[str, int]:
    """Makes what is missing; the ids of the members by their keys."""
    departments = _departments(by, company)
    members = {one.key: _member(by, one, departments) for one in company.members}
    for one in company.departments:
        heads = [members[key] for key in one.heads]
        org.departments.change(by, departments[one.key], DepartmentChange(heads=heads))
    return members


def department_ids(by: Actor) -> dict[str, int]:
    rows = org.Department.objects.filter(workspace=by.workspace_id)
    return dict(rows.values_list("key", "id"))


def _departments(by: Actor, company: SampleCompany) -> dict[str, int]:
    """Parents stand before their children in the file."""
    ids = department_ids(by)
    for one in company.departments:
        if one.key not in ids:
            ids[one.key] = _department(by, one, ids)
    return ids


def _department(by: Actor, one: SampleDepartment, ids: Mapping[str, int]) -> int:
    parent = ids[one.parent] if one.parent is not None else None
    return org.departments.add(by, DepartmentChange(one.name, parent), key=one.key).pk


def _member(by: Actor, one: SampleMember, departments: Mapping[str, int]) -> int:
    """Visitors are let in only where the installation is a demo from the start."""
    change = MemberChange(
        name=one.name,
        is_admin=one.is_admin or None,
        departments=[departments[key] for key in one.departments],
        roles=one.roles,
    )
    demo = one.demo if org.demo.is_on() else ""
    return org.members.enrol(by, one.login, change, demo=demo).pk
