from network.models.calendars import NetworkCalendar
from network.models.folders import Folder, FolderPart
from network.models.series import Series, SeriesInvitation, SeriesMember, SeriesWorkshop
from network.models.synthesis import Finding, Proposal, Quote, Synthesis
from network.models.themes import SharedTheme, SharedThemeEntry
from network.models.turns import Turn

__all__ = [
    "Finding",
    "Folder",
    "FolderPart",
    "NetworkCalendar",
    "Proposal",
    "Quote",
    "Series",
    "SeriesInvitation",
    "SeriesMember",
    "SeriesWorkshop",
    "SharedTheme",
    "SharedThemeEntry",
    "Synthesis",
    "Turn",
]
