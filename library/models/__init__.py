from library.models.entry import Change, Entry, Passage, Word
from library.models.saved import Match, SavedSearch
from library.models.words import OtherWords, WrittenWords

__all__ = ["Change", "Entry", "Match", "OtherWords", "Passage", "SavedSearch", "Word", "WrittenWords"]
