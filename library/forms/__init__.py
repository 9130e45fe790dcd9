from library.asking import SearchForm
from library.forms.saved import RenameForm, SaveForm

__all__ = ["RenameForm", "SaveForm", "SearchForm"]
