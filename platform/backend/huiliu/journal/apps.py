from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "huiliu.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
