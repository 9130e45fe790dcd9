from library.models.entry import Change, Entry, Passage, Word
from library.models.saved import Match, SavedSearch

__all__ = ["Change", "Entry", "Match", "Passage", "SavedSearch", "Word"]
