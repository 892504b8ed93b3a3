from django.apps import AppConfig


class PermissionsConfig(AppConfig):
    name = "huiliu.permissions"
    label = "permissions"
    default_auto_field = "django.db.models.BigAutoField"
