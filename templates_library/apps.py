"""Tells the jobs who installs templates."""

from django.apps import AppConfig


class TemplatesLibraryConfig(AppConfig):
    name = "templates_library"
    label = "templates_library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from templates_library import job

        job.register()
