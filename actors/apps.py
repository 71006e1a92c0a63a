from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "actors"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors.journal import Verb
        from essportal import journal

        journal.register(Verb)
