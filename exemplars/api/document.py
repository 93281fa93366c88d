"""The portal's API and its OpenAPI document, with what ninja leaves out: problems, headers, manners of lists."""

from ninja import NinjaAPI

from .problems import TYPE, answer_with_problems
from .schemas import Problem, Refusal, TooMany

REF = "#/components/schemas/{}"
KEPT = {
    "ETag": {
        "description": "Sent back in `If-None-Match`, it gets 304 until something changes.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {"schema": {"type": "string"}},
}
LIMITED = {
    "RateLimit": {
        "description": 'What is left, and the seconds until it begins anew, as in `"default";r=599;t=42`.',
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'How many requests an address may send in how many seconds, as in `"default";q=600;w=60`.',
        "schema": {"type": "string"},
    },
}
RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
LAST_MODIFIED = {
    "Last-Modified": {
        "description": "When the newest of what is shown was published.",
        "schema": {"type": "string"},
    }
}

#: What every operation may answer beside its own statuses.
EVERYWHERE = {400: Problem, 422: Refusal, 429: TooMany}


class PublicAPI(NinjaAPI):
    """An API whose errors are problems, and whose document says everything that it may answer."""

    def __init__(self, **more):
        super().__init__(**more)
        answer_with_problems(self)

    def get_openapi_schema(self, **more):
        document = super().get_openapi_schema(**more)
        for shape in (Problem, Refusal, TooMany):
            add_shape(document, shape)
        for operations in document["paths"].values():
            for operation in operations.values():
                complete(operation)
        return document


def add_shape(document: dict, shape) -> None:
    schema = shape.model_json_schema(ref_template=REF.format("{model}"), by_alias=True, mode="serialization")
    document["components"]["schemas"] |= schema.pop("$defs", {}) | {shape.__name__: schema}


def complete(operation: dict) -> None:
    """Say of one operation how its lists are written, and all that it may answer."""
    for parameter in operation["parameters"]:
        if parameter["name"] == "fields":
            parameter |= {"style": "form", "explode": False}
    responses = operation["responses"]
    for status, shape in EVERYWHERE.items():
        responses.setdefault(
            status,
            {
                "description": DESCRIPTIONS[status],
                "content": {TYPE: {"schema": {"$ref": REF.format(shape.__name__)}}},
            },
        )
    responses[304] = {"description": "Not Modified", "headers": {"ETag": KEPT["ETag"]}}
    for status, response in responses.items():
        if status >= 400:
            response["content"] = {TYPE: next(iter(response["content"].values()))}
        response["headers"] = LIMITED | response.get("headers", {})
    responses[200]["headers"] |= KEPT
    responses[429]["headers"] |= RETRY
    operation["responses"] = {str(status): responses[status] for status in sorted(responses)}


DESCRIPTIONS = {
    400: "The request cannot be read.",
    422: "A parameter is unknown, given twice or not valid; `errors` names it.",
    429: "Too many requests from this address.",
}
