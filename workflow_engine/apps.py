from django.apps import AppConfig


class WorkflowEngineConfig(AppConfig):
    name = "workflow_engine"
    label = "workflow_engine"
    default_auto_field = "django.db.models.BigAutoField"
