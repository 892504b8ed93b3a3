"""What a flow says no with."""

from __future__ import annotations

from collections.abc import Mapping

from huiliu.core.errors import Forbidden, HuiliuError, StateConflict, TooMany


class AlreadyHandled(StateConflict):
    """Somebody else, or an earlier click, was first. Nothing is lost: one outcome stands."""

    words = {
        "zh-CN": "该待办已被处理或已失效，请刷新后查看。",
        "en": "This task has been dealt with already. Reload to see how.",
    }


class NotWithdrawable(StateConflict):
    words = {
        "zh-CN": "当前流程不允许撤回，或审批已经开始。",
        "en": "This can no longer be withdrawn.",
    }


class TooLateToWithdraw(NotWithdrawable):
    words = {
        "zh-CN": "提交已超过 {hours} 小时，不能再撤回。",
        "en": "It was submitted more than {hours} hours ago and can no longer be withdrawn.",
    }


class NotYours(Forbidden):
    words = {
        "zh-CN": "只有发起人可以撤回。",
        "en": "Only the person who submitted it may withdraw it.",
    }


class NoApprover(HuiliuError):
    code, status = "NO_APPROVER", 422
    words = {
        "zh-CN": "流程节点“{node}”找不到审批人，请联系管理员。",
        "en": 'Nobody can approve at "{node}". Ask an administrator.',
    }


class BadTransfer(HuiliuError):
    code, status = "BAD_TRANSFER", 422
    words = {
        "zh-CN": "请转交给一位在职、且尚未参与此节点的其他成员。",
        "en": "Choose another active member who is not asked at this node already.",
    }


class TooManyRounds(HuiliuError):
    code, status = "TOO_MANY_ROUNDS", 422
    words = {
        "zh-CN": "流程循环超过 {limit} 次，请检查流程设计。",
        "en": "The flow has gone round more than {limit} times. Check its design.",
    }


class TooManyChildren(HuiliuError):
    code, status = "TOO_MANY_SUBFLOWS", 422
    words = {
        "zh-CN": "一个节点最多发起 {most} 个子流程。",
        "en": "One node may start at most {most} sub-flows.",
    }


class TooDeep(HuiliuError):
    code, status = "SUBFLOWS_TOO_DEEP", 422
    words = {
        "zh-CN": "子流程嵌套超过 {most} 层，请检查流程是否循环发起。",
        "en": "Sub-flows are nested more than {most} deep. Does a flow start itself?",
    }


class WrongAnswer(StateConflict):
    words = {
        "zh-CN": "此节点不支持该操作。",
        "en": "This cannot be done at this node.",
    }


class ChoosePeople(HuiliuError):
    """``nodes``: their ids, with commas; ``title.<id>``: what each is called. Choose, and do it
    again."""

    code, status = "CHOOSE_PEOPLE", 422
    words = {
        "zh-CN": "请先选择“{titles}”的负责人。",
        "en": "First choose who is asked at {titles}.",
    }

    def __init__(self, titles: Mapping[str, str]) -> None:
        """``titles`` by the id of the node."""
        super().__init__(nodes=",".join(titles), titles="、".join(titles.values()))
        self.data |= {f"title.{node}": title for node, title in titles.items()}


class ActionOff(Forbidden):
    code = "ACTION_OFF"
    words = {
        "zh-CN": "此节点未开放该操作。",
        "en": "This node does not offer that action.",
    }


class BadAddition(HuiliuError):
    code, status = "BAD_ADDITION", 422
    words = {
        "zh-CN": "请选择在职、且尚未参与此节点的其他成员。",
        "en": "Choose other active members who are not asked at this node already.",
    }


class NotRemovable(HuiliuError):
    code, status = "NOT_REMOVABLE", 422
    words = {
        "zh-CN": "只能减去由您加签、且尚未处理的成员。",
        "en": "Only people you added, who have not answered yet, can be removed.",
    }


class BadReturn(HuiliuError):
    code, status = "BAD_RETURN", 422
    words = {
        "zh-CN": "不能退回到该节点，请选择已经过的节点。",
        "en": "It cannot go back there. Choose a node it has passed.",
    }


class NotRecallable(StateConflict):
    words = {
        "zh-CN": "后续节点已有人处理，不能再拿回。",
        "en": "Somebody has acted since; it can no longer be taken back.",
    }


class UrgedAlready(TooMany):
    code = "URGED_ALREADY"
    words = {
        "zh-CN": "刚刚催办过，请 {minutes} 分钟后再试。",
        "en": "A reminder was sent just now. Try again in {minutes} minutes.",
    }


class NotRunning(StateConflict):
    words = {"zh-CN": "流程已结束。", "en": "This flow is over."}


class StillRunning(StateConflict):
    words = {"zh-CN": "流程仍在进行中。", "en": "This flow is still running."}


class MovedOn(StateConflict):
    code = "RECORD_MOVED_ON"
    words = {
        "zh-CN": "单据已不在此流程的草稿状态（已通过、作废、删除或重新提交），不能重新激活。",
        "en": "The record has moved on (approved, void, deleted or submitted anew): "
        "this run cannot be taken up again.",
    }


class OneByOne(Forbidden):
    code = "ONE_BY_ONE"
    reason = "one_by_one"
    """For lists, before anybody tries: see ``permitted.not_in_lists``."""
    words = {
        "zh-CN": "此节点不支持批量处理，请打开单据后处理。",
        "en": "This node is answered one by one. Open the record.",
    }


class FillInFirst(OneByOne):
    reason = "required"
    words = {
        "zh-CN": "此节点有必填内容，请打开单据填写后处理。",
        "en": "This node wants fields filled in. Open the record.",
    }
