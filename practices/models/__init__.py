from practices.models.collections import Collection, CollectionEntry, CollectionLink
from practices.models.curation import Curation
from practices.models.practice import Experience, Practice, SearchDocument, Word

__all__ = [
    "Collection",
    "CollectionEntry",
    "CollectionLink",
    "Curation",
    "Experience",
    "Practice",
    "SearchDocument",
    "Word",
]
