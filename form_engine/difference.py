"""What a new version of a form changes: for the publish dialog, with what would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from huiliu.core.text import Words

Kind = Literal["added", "removed", "changed"]
_SETTINGS = (
    "title", "icon", "group", "document", "title_field", "search", "list", "links", "execution",
    "life", "changes",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing that differs. ``path`` is a field's path, or the name of a setting of the form.
    ``setting`` names what changed of it. ``loses``: records stop showing what they hold there (the
    column stays until it is thrown away, so going back brings the values back)."""

    kind: Kind
    what: Literal["field", "setting", "rule", "unique"]
    path: str
    title: Words
    setting: str = ""
    before: Any = None
    after: Any = None
    loses: bool = False


def changes(before: FormDocument | None, after: FormDocument) -> list[Change]:
    """In the order of the new document; what was removed comes last. None: the empty sheet before
    the first version."""
    if before is None:
        return [*_fields({}, after.by_path), *_parts("rule", (), after.rules)]
    return [
        *_fields(before.by_path, after.by_path),
        *_parts("rule", before.rules, after.rules),
        *_parts("unique", before.unique, after.unique),
        *_settings(before, after),
    ]


def losing(found: list[Change]) -> list[str]:
    """The paths of the fields whose values would be out of sight: so that somebody can count the
    records that have any."""
    return [change.path for change in found if change.loses]


def _fields(
    before: Mapping[str, FieldConfig], after: Mapping[str, FieldConfig]
) -> Iterator[Change]:
    for path, config in after.items():
        old = before.get(path)
        if old is None:
            yield Change("added", "field", path, config.label, after=_dump(config))
        else:
            yield from _field(path, old, config)
    for path, config in before.items():
        if path not in after:
            loses = _holds(config) and not _inside_removed(path, after)
            yield Change("removed", "field", path, config.label, before=_dump(config), loses=loses)


def _field(path: str, old: FieldConfig, new: FieldConfig) -> Iterator[Change]:
    was, now = _dump(old), _dump(new)
    columns = ("fields",)
    for setting in dict.fromkeys([*now, *was]):
        if setting in columns or was.get(setting) == now.get(setting):
            continue
        yield Change(
            "changed",
            "field",
            path,
            new.label,
            setting=setting,
            before=was.get(setting),
            after=now.get(setting),
            loses=_loses(setting, old, new),
        )


def _loses(setting: str, old: FieldConfig, new: FieldConfig) -> bool:
    """Another kind of column holds nothing yet; fewer decimals or options hide some values."""
    match setting:
        case "type" | "result":
            return _storage(old) != _storage(new) and _holds(old)
        case "form":
            return True
        case "scale":
            return bool(getattr(new, "scale", 0) < getattr(old, "scale", 0))
        case "options":
            kept = {option.id for option in getattr(new, "options", ())}
            return any(option.id not in kept for option in getattr(old, "options", ()))
        case _:
            return False


def _parts(what: Literal["rule", "unique"], before: Any, after: Any) -> Iterator[Change]:
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for key, one in new.items():
        if key not in old:
            yield Change("added", what, key, _words(one), after=_dump(one))
        elif old[key] != one:
            yield Change(
                "changed", what, key, _words(one), before=_dump(old[key]), after=_dump(one)
            )
    for key, one in old.items():
        if key not in new:
            yield Change("removed", what, key, _words(one), before=_dump(one))


def _settings(before: FormDocument, after: FormDocument) -> Iterator[Change]:
    was, now = _dump(before), _dump(after)
    for setting in _SETTINGS:
        if was.get(setting) != now.get(setting):
            yield Change(
                "changed",
                "setting",
                setting,
                after.title,
                setting=setting,
                before=was.get(setting),
                after=now.get(setting),
            )
    if [one.id for one in before.fields] != [one.id for one in after.fields]:
        kept = {one.id for one in before.fields} & {one.id for one in after.fields}
        orders = [[o.id for o in form.fields if o.id in kept] for form in (before, after)]
        if orders[0] != orders[1]:
            yield Change(
                "changed",
                "setting",
                "fields",
                after.title,
                setting="order",
                before=orders[0],
                after=orders[1],
            )


def _dump(given: Any) -> dict[str, Any]:
    dumped: dict[str, Any] = given.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return dumped


def _words(one: Any) -> Words:
    message: Words = getattr(one, "message", {"zh-CN": one.id})
    return message


def _storage(config: FieldConfig) -> Any:
    return type_of(config).storage(config)


def _holds(config: FieldConfig) -> bool:
    kind = type_of(config)
    return kind.storage(config) is not None or bool(kind.columns(config))


def _inside_removed(path: str, after: Mapping[str, FieldConfig]) -> bool:
    """A column of a subform that is gone as a whole is told once, by the subform."""
    sub = path.rpartition(".")[0]
    return bool(sub) and sub not in after
