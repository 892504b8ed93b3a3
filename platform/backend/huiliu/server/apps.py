"""Starts the composition root with Django."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    name = "huiliu.server"
    label = "server"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from huiliu.server import wiring

        wiring.wire()
