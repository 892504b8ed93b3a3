"""Refusals that Django and Ninja word themselves, in the one shape of the API."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huiliu.server.http import errors

Answer = Callable[[HttpRequest], HttpResponse]


class OneShapeOfErrors:
    """Django middleware, inside sessions: the words are in the language of whoever is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or not request.path.startswith("/api/"):
            return response
        answer = errors.answer(request, errors.MethodNotAllowed())
        allowed = response.headers.get("Allow")
        if allowed:
            answer["Allow"] = allowed
        return answer
