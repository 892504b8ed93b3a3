"""Makes an app out of a template. Cut off anywhere, the next install goes on where it stopped."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import Conflict, HuiliuError, NotFound
from huiliu.core.text import fill
from huiliu.design import api as design
from huiliu.org import api as org
from templates_library import company
from templates_library.catalog import Template, get_template
from templates_library.play import Progress, Stage, play
from templates_library.sample_data import SampleCompany, SampleFile

OWN_ROLE = "admin"
"""A bundle's role of this name is given to whoever installs it: somebody must be in."""
INSTALLER = "installer"
"""Whoever installs, to records that every company starts with: ``"as": "installer"``."""
_COMPANY = "data/org.json"
_DATA = "data/"


class AppKeyTaken(Conflict):
    code = "app_key_taken"
    words = {
        "zh-CN": "已有同名应用“{key}”，它不是由此模板安装的。",
        "en": "There is an app “{key}” already, and it does not come from this template.",
    }


class BadTemplate(HuiliuError):
    code, status = "bad_template", 422
    words = {
        "zh-CN": "模板文件“{file}”有误：{reason}",
        "en": "The file “{file}” of the template is wrong: {reason}",
    }


def install(
    key: str, *, actor: Actor, sample_data: bool = False, progress: Progress | None = None
) -> AppRef:
    """``actor`` is an administrator. Files are published in the bundle's order, the documents of
    one file together; an installed app is left as it is, but for sample data that is missing."""
    return install_template(
        get_template(key), actor=actor, sample_data=sample_data, progress=progress
    )


def install_template(
    template: Template, *, actor: Actor, sample_data: bool = False, progress: Progress | None = None
) -> AppRef:
    """The same of a template that lies nowhere."""
    org.require_admin(actor)
    app = _app(actor, template)
    _roles(actor, template)
    people = _people(actor, template) if sample_data else {}
    actor = ports.org().actor(actor.member_id)
    for path in template.bundle.install:
        if path.startswith(_DATA):
            _begin_with(actor, app, template, path)
        else:
            _publish(actor, app, template, path)
    app = ports.documents().app_by_id(app.id)
    if sample_data:
        _play(actor, app, template, people, progress or _silently)
    return app


def check_installable(key: str, actor: Actor) -> Template:
    """Refuses at once what a job would refuse later."""
    org.require_admin(actor)
    template = get_template(key)
    _existing(actor, template)
    return template


def _existing(actor: Actor, template: Template) -> AppRef | None:
    try:
        app = ports.documents().app(actor.workspace_id, template.key)
    except NotFound:
        return None
    if design.apps.row_of(app).source.get("template") != template.key:
        raise AppKeyTaken(key=template.key)
    return app


def _app(actor: Actor, template: Template) -> AppRef:
    bundle = template.bundle
    return _existing(actor, template) or design.apps.create(
        actor,
        bundle.id,
        bundle.title,
        icon=bundle.icon,
        navigation=[group.as_stored() for group in bundle.navigation],
        source={"template": bundle.id, "release": bundle.release},
    )


def _roles(actor: Actor, template: Template) -> None:
    rows = org.Role.objects.filter(workspace=actor.workspace_id)
    known = set(rows.values_list("key", flat=True))
    for role in template.bundle.roles:
        if role.id not in known:
            org.roles.add(actor, role.id, role.title)
    if any(role.id == OWN_ROLE for role in template.bundle.roles):
        org.members.enrol(actor, actor.key, org.MemberChange(roles=[OWN_ROLE]))


def _people(actor: Actor, template: Template) -> dict[str, int]:
    if _COMPANY not in template.bundle.data:
        return {}
    return company.found(actor, _read(SampleCompany, template, _COMPANY))


def _publish(actor: Actor, app: AppRef, template: Template, path: str) -> None:
    """What is published already was installed before, or is the company's own by now."""
    app = ports.documents().app_by_id(app.id)
    new = [one for one in _documents(template, path) if _is_missing(app, one)]
    if not new:
        return
    told = f"{fill(template.bundle.title, 'zh-CN', {})} {template.bundle.release}"
    try:
        design.publish_new(actor, app, new, comment=told)
    except InvalidDocument as error:
        found = [f"{p.path}: {fill(p.words, 'zh-CN', p.data)}" for p in error.problems]
        raise BadTemplate(file=path, reason="; ".join(found)) from error


def _documents(template: Template, path: str) -> list[design.New]:
    """A file holds one document, or a list of documents that do not need each other."""
    content = template.read(path)
    return [
        design.New(str(one.get("kind", "")), str(one.get("id", "")), one)
        for one in (content if isinstance(content, list) else [content])
    ]


def _is_missing(app: AppRef, one: design.New) -> bool:
    """What the company has removed is not missing."""
    is_published = ports.documents().find(app, one.kind, one.key) is not None
    return not is_published and not design.is_removed(app, one.kind, one.key)


def _begin_with(actor: Actor, app: AppRef, template: Template, path: str) -> None:
    """Records that the documents after them need: voucher rules name accounts."""
    app = ports.documents().app_by_id(app.id)
    stage = Stage(app, {INSTALLER: actor.member_id}, {}, actor.time_zone)
    play(stage, [_read(SampleFile, template, path)], _silently)


def _play(
    actor: Actor, app: AppRef, template: Template, people: dict[str, int], progress: Progress
) -> None:
    stage = Stage(app, people, company.department_ids(actor), actor.time_zone)
    paths = [path for path in template.bundle.data if path != _COMPANY]
    play(stage, [_read(SampleFile, template, path) for path in paths], progress)


def _read(model: Any, template: Template, path: str) -> Any:
    try:
        return model.model_validate(template.read(path))
    except ValidationError as error:
        raise BadTemplate(file=path, reason=str(error)[:500]) from None


def _silently(done: int, total: int, what: str) -> None:
    pass
