from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        from consultations.journal import Verb
        from essportal import journal

        journal.register(Verb)
