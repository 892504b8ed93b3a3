"""Why a BPMN file cannot be brought in."""

from __future__ import annotations

from huiliu.core.errors import HuiliuError


class Refused(HuiliuError):
    """``what`` names the element, ``why`` says what is missing for it."""

    code, status = "BPMN_REFUSED", 422
    words = {"zh-CN": "无法导入 {what}：{why}", "en": "Cannot import {what}: {why}"}

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what=what, why=why)

    def __str__(self) -> str:
        return self.message("en")
