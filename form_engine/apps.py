from django.apps import AppConfig


class FormEngineConfig(AppConfig):
    name = "form_engine"
    label = "form_engine"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from form_engine.exchange import jobs

        jobs.register()
