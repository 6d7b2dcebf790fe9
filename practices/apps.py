from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    keeps_words = True
    verbose_name = _("Practice library")

    def ready(self) -> None:
        from practices import panels, reports
        from practices.queries import across as shared_across
        from practices.queries import search_index
        from practices.services import from_workshops, library
        from workshops.extension import across, hooks

        panels.register()
        reports.register()
        across.add_lines(across.PRACTICES, shared_across.practices_of)
        across.add_counts(across.KEYWORDS, shared_across.keywords_of)
        hooks.on_share(from_workshops.take_in)
        hooks.on_rewrite(search_index.drop_deleted)
        hooks.on_rehearsal_end(library.forget_rehearsal)
