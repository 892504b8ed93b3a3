"""The only writer of approvals. Each verb: one transaction, the process's lock, one outcome.

``start`` · ``approve`` ``reject`` ``handle`` · ``save`` · ``transfer`` ``delegate`` · ``add_sign``
``remove_sign`` · ``send_back`` · ``recall`` · ``urge`` · ``copy_to`` ``mark_read`` · ``comment`` ·
``terminate`` ``withdraw`` ``retract`` · ``change_assignee`` ``jump`` ``end`` ``reactivate``
"""

from workflow_engine.approvals.commenting import comment
from workflow_engine.approvals.copies import copy_to, mark_read
from workflow_engine.approvals.handing_over import hand_over_all
from workflow_engine.approvals.reactivating import reactivate
from workflow_engine.approvals.recalling import recall
from workflow_engine.approvals.returning import send_back
from workflow_engine.approvals.saving import save
from workflow_engine.approvals.signing import add_sign, remove_sign
from workflow_engine.approvals.starting import start
from workflow_engine.approvals.steering import change_assignee, end, jump
from workflow_engine.approvals.terminating import terminate
from workflow_engine.approvals.transferring import delegate, transfer
from workflow_engine.approvals.urging import urge
from workflow_engine.approvals.voting import approve, handle, reject
from workflow_engine.approvals.withdrawing import retract, withdraw

__all__ = [
    "add_sign",
    "approve",
    "change_assignee",
    "comment",
    "copy_to",
    "delegate",
    "end",
    "hand_over_all",
    "handle",
    "jump",
    "mark_read",
    "reactivate",
    "recall",
    "reject",
    "remove_sign",
    "retract",
    "save",
    "send_back",
    "start",
    "terminate",
    "transfer",
    "urge",
    "withdraw",
]
