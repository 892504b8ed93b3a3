"""Brings in flows of other systems: BPMN 2.0 XML in, one form and one flow document out.

What has no exact meaning in a flow is refused with its reason; nothing is dropped in silence.
"""

from workflow_engine.bpmn.importing import Imported, import_bpmn
from workflow_engine.bpmn.refusal import Refused

__all__ = ["Imported", "Refused", "import_bpmn"]
