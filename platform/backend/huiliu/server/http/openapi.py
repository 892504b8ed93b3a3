"""What the served OpenAPI says besides what Ninja reads off the code."""

from __future__ import annotations

from typing import Any

from ninja.openapi.schema import OpenAPISchema

from huiliu.server.http.payload import Refusal

_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_HEADER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "A repeat with the same key gets the first answer, for a day.",
}
_NOT_REPEATED = ("/api/v1/auth/",)


def with_refusals(schema: OpenAPISchema) -> OpenAPISchema:
    """Every operation may refuse, always in the shape of ``Refusal``; every POST may be repeated
    under an idempotency key."""
    models = Refusal.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = schema["components"]["schemas"]
    schemas.update({**models.pop("$defs"), "Refusal": models})
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method in _METHODS:
                operation["responses"]["default"] = _refusal()
            if method == "post" and not path.startswith(_NOT_REPEATED):
                operation.setdefault("parameters", []).append(_HEADER)
    return schema


def _refusal() -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {"description": "Refused", "content": content}
