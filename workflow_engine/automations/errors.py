"""Why an automation stops a save, in words that name it."""

from __future__ import annotations

from collections.abc import Mapping

from huiliu.core.errors import HuiliuError, RuleRefused
from huiliu.core.text import LANGUAGES, Words, choose, fill
from workflow_engine.behind import RefusedBehind


class StillBeyond(HuiliuError):
    """A line was crossed before: it is not told again until it was crossed back."""

    code = "STILL_BEYOND"
    words = {
        "zh-CN": "条件仍然成立，上次成立时已触发过",
        "en": "it still holds, and was told when it came to",
    }


_FORMULA = {
    "zh-CN": "智能助手为“{path}”计算的值有误：{error}",
    "en": 'An automation cannot compute "{path}": {error}',
}
_LOOP = {
    "zh-CN": "智能助手“{title}”反复触发自己，已停止。请检查它的触发条件。",
    "en": 'The automation "{title}" keeps setting itself off. Check its condition.',
}
_DEPTH = {
    "zh-CN": "智能助手连续触发超过 {limit} 层，在“{title}”处停止。",
    "en": 'Automations set each other off more than {limit} deep; stopped at "{title}".',
}
_MANY = {
    "zh-CN": "智能助手“{title}”匹配到超过 {limit} 条数据，请缩小匹配条件。",
    "en": 'The automation "{title}" matches more than {limit} records. Narrow its condition.',
}
_LONG = {
    "zh-CN": "智能助手“{title}”一次执行超过 {limit} 个步骤，已停止。",
    "en": 'The automation "{title}" does more than {limit} steps in one go; stopped.',
}
_NONE = {
    "zh-CN": "智能助手“{title}”的步骤“{step}”没有找到数据。",
    "en": 'The step "{step}" of the automation "{title}" has no record to work on.',
}
_SEVERAL = {
    "zh-CN": "智能助手“{title}”的步骤“{step}”有多种匹配，请人工选择。",
    "en": 'The step "{step}" of the automation "{title}" could match in several ways; choose.',
}
_CHANGED_SOMEWHERE = {
    "zh-CN": "智能助手“{title}”写入的内容之后已被修改，无法撤销。",
    "en": 'What the automation "{title}" wrote was changed since; it cannot be undone.',
}
_CHANGED = {
    "zh-CN": "智能助手“{title}”写入的“{field}”之后已被修改，无法撤销。",
    "en": '"{field}", written by the automation "{title}", was changed since; it cannot be undone.',
}


REFUSED = {
    "zh-CN": "智能助手“{title}”未能完成：{why}",
    "en": 'The automation "{title}" could not finish: {why}',
}
"""What a form says to a step is ``why``."""


class Stopped(RefusedBehind):
    """By itself: it names nothing but automations."""

    def __init__(self, code: str, words: Words, **data: str) -> None:
        told = {one: fill(words, one, data) for one in LANGUAGES}
        super().__init__(code, told, "", told)


def bad_formula(path: str, error: str) -> RuleRefused:
    return RuleRefused("AUTOMATION_FORMULA", _FORMULA, path=path, error=error)


def loop(title: Mapping[str, str]) -> RuleRefused:
    return Stopped("AUTOMATION_LOOP", titled(_LOOP, title))


def too_deep(title: Mapping[str, str], limit: int) -> RuleRefused:
    return Stopped("AUTOMATION_DEPTH", titled(_DEPTH, title), limit=str(limit))


def too_many(title: Mapping[str, str], limit: int) -> RuleRefused:
    return Stopped("AUTOMATION_TOO_MANY", titled(_MANY, title), limit=str(limit))


def too_long(title: Mapping[str, str], limit: int) -> RuleRefused:
    return Stopped("AUTOMATION_TOO_LONG", titled(_LONG, title), limit=str(limit))


def nothing_found(title: Mapping[str, str], step: str) -> RuleRefused:
    return Stopped("AUTOMATION_NOTHING_FOUND", titled(_NONE, title), step=step)


def several_match(title: Mapping[str, str], step: str) -> RuleRefused:
    return Stopped("AUTOMATION_SEVERAL_MATCH", titled(_SEVERAL, title), step=step)


def changed_since(title: Words, field: Words, form: str, *, knows: bool) -> RefusedBehind:
    """``knows``: whether they may hear which field it was."""
    whole = {
        language: text.replace("{field}", choose(field, language))
        for language, text in titled(_CHANGED, title).items()
    }
    told = whole if knows else titled(_CHANGED_SOMEWHERE, title)
    return RefusedBehind("AUTOMATION_CHANGED_SINCE", told, form, whole)


def titled(words: Mapping[str, str], title: Mapping[str, str]) -> dict[str, str]:
    return {lang: words[lang].replace("{title}", choose(title, lang)) for lang in LANGUAGES}
