from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    keeps_words = True
    verbose_name = _("Network")

    def ready(self) -> None:
        from network.queries import series
        from network.services import beginnings, folders, series_workshops, synthesis
        from workshops.extension import belonging, hooks

        hooks.on_purge(folders.forget)
        hooks.on_erase(folders.forget)
        hooks.on_purge(synthesis.forget_notes)
        hooks.on_move(series_workshops.go_out_of_foreign)
        belonging.register(series.wholes_of, beginnings.beginning_of)
