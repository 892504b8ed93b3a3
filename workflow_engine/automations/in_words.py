"""A trace as sentences: ``未执行：数量 40 > 10 不成立``. Says only what the reader was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core.forms import FormShape, Shapes, find_path
from huiliu.core.text import Words, choose, fill
from workflow_engine.automations.action_type import action_types
from workflow_engine.automations.variables import split

HIDDEN = "•••"
_OPERATORS: dict[str, Words] = {
    "eq": {"zh-CN": "=", "en": "="},
    "ne": {"zh-CN": "≠", "en": "≠"},
    "gt": {"zh-CN": ">", "en": ">"},
    "gte": {"zh-CN": "≥", "en": "≥"},
    "lt": {"zh-CN": "<", "en": "<"},
    "lte": {"zh-CN": "≤", "en": "≤"},
    "between": {"zh-CN": "介于", "en": "between"},
    "in": {"zh-CN": "属于", "en": "in"},
    "not_in": {"zh-CN": "不属于", "en": "not in"},
    "contains": {"zh-CN": "包含", "en": "contains"},
    "not_contains": {"zh-CN": "不包含", "en": "does not contain"},
    "starts_with": {"zh-CN": "开头是", "en": "starts with"},
    "any_of": {"zh-CN": "包含任一", "en": "has any of"},
    "all_of": {"zh-CN": "包含全部", "en": "has all of"},
    "none_of": {"zh-CN": "不含任一", "en": "has none of"},
    "empty": {"zh-CN": "为空", "en": "is empty"},
    "not_empty": {"zh-CN": "不为空", "en": "is not empty"},
}
_CURRENT: dict[str, Words] = {
    "member": {"zh-CN": "当前成员", "en": "the current member"},
    "departments": {"zh-CN": "所在部门", "en": "their departments"},
    "departments_below": {"zh-CN": "所在部门及下级", "en": "their departments and below"},
    "today": {"zh-CN": "今天", "en": "today"},
    "now": {"zh-CN": "此刻", "en": "now"},
    "month_start": {"zh-CN": "本月初", "en": "the start of the month"},
    "year_start": {"zh-CN": "本年初", "en": "the start of the year"},
}
_HOLDS: dict[bool, Words] = {
    True: {"zh-CN": "{term} 成立", "en": "{term} holds"},
    False: {"zh-CN": "{term} 不成立", "en": "{term} does not hold"},
}
_OUTCOMES: dict[str, Words] = {
    "done": {"zh-CN": "已执行", "en": "Done"},
    "skipped": {"zh-CN": "未执行：{why}", "en": "Not done: {why}"},
    "failed": {"zh-CN": "失败：{why}", "en": "Failed: {why}"},
    "undone": {"zh-CN": "已随反审核撤销", "en": "Undone by un-approval"},
    "retried": {"zh-CN": "已重试", "en": "Tried again"},
}
_STEPS: dict[str, Words] = {
    "waiting": {"zh-CN": "{step}：等待执行", "en": "{step}: waiting"},
    "dropped": {
        "zh-CN": "{step}：数据已不存在，未执行",
        "en": "{step}: nothing left to do it on",
    },
    "failed": {"zh-CN": "{step}失败：{why}", "en": "{step} failed: {why}"},
    "again": {"zh-CN": "{step}将重试：{why}", "en": "{step} will be tried again: {why}"},
    "foreseen": {"zh-CN": "提交后执行：{what}", "en": "After commit: {what}"},
}
_TOOK: dict[str, Words] = {
    "otherwise": {"zh-CN": "“否则”", "en": '"otherwise"'},
    "none": {"zh-CN": "无（条件均不成立）", "en": "none (no condition holds)"},
}
_EMPTY = {"zh-CN": "（空）", "en": "(empty)"}
_AND = {"zh-CN": "；", "en": "; "}


class InWords:
    def __init__(self, form: FormShape | None, shapes: Shapes, language: str) -> None:
        self._form, self._shapes, self._language = form, shapes, language

    def term(self, term: Mapping[str, Any]) -> str:
        saw = HIDDEN if term.get("hidden") else self._value(term["saw"])
        left = f"{self.label(term['field'])} {saw}"
        right = self._right(term)
        said = f"{left} {choose(_OPERATORS[term['op']], self._language)} {right}".rstrip()
        return fill(_HOLDS[bool(term["holds"])], self._language, {"term": said})

    def run(self, outcome: str, seen: list[dict[str, Any]], error: Mapping[str, Any] | None) -> str:
        why = ""
        if outcome == "skipped":
            failed = [self.term(term) for term in seen if not term["holds"]]
            why = choose(_AND, self._language).join(failed)
        if not why and error is not None:
            why = choose({k: str(v) for k, v in error.items()}, self._language)
        return fill(_OUTCOMES.get(outcome, {}), self._language, {"why": why}).rstrip("：: ")

    def step(self, line: Mapping[str, Any]) -> str:
        outcome, error = line["outcome"], line["error"]
        step = self._step(line)
        if error is not None:
            why = choose({k: str(v) for k, v in error.items()}, self._language)
            name = "failed" if outcome == "failed" else "again"
            return fill(_STEPS[name], self._language, {"step": step, "why": why})
        if outcome in ("waiting", "dropped"):
            return fill(_STEPS[outcome], self._language, {"step": step})
        what = self._told(line)
        if outcome == "foreseen":
            return fill(_STEPS["foreseen"], self._language, {"what": what})
        return what

    def label(self, path: str) -> str:
        if split(path) is not None or self._form is None:
            return path
        found = find_path(self._form, path, self._shapes)
        return choose(found.label or {}, self._language) if found and found.label else path

    def title(self, form: str) -> str:
        shape = self._shapes(form)
        return choose(shape.title, self._language) if shape else form

    def _step(self, line: Mapping[str, Any]) -> str:
        action = action_types.find(line["type"])
        return choose(action.words, self._language) if action else str(line["type"])

    def _told(self, line: Mapping[str, Any]) -> str:
        action = action_types.find(line["type"])
        if action is None:
            return str(line["type"])
        data = {key: self._said(key, value) for key, value in line["saw"].items()}
        return fill(action.told, self._language, data) if data else choose(
            action.words, self._language
        )  # fmt: skip

    def _said(self, key: str, value: Any) -> str:
        if key == "form":
            return self.title(str(value))
        if key == "took" and value in _TOOK:
            return choose(_TOOK[value], self._language)
        if isinstance(value, list):
            names = key in ("told", "computed")
            return ", ".join(map(str, value)) if names else str(len(value))
        return str(value)

    def _right(self, term: Mapping[str, Any]) -> str:
        value = term["value"]
        if term["op"] in ("empty", "not_empty"):
            return ""
        if isinstance(value, Mapping) and "field" in value:
            name = self.label(value["field"])
            return f"{name} {self._value(term['against'])}" if "against" in term else name
        if isinstance(value, Mapping):
            return choose(_CURRENT.get(str(value.get("current")), {}), self._language)
        return self._value(value)

    def _value(self, value: Any) -> str:
        if value is None or value == "":
            return choose(_EMPTY, self._language)
        if isinstance(value, list):
            return ", ".join(self._value(one) for one in value)
        if isinstance(value, bool):
            return "✓" if value else "✗"
        return str(value)
