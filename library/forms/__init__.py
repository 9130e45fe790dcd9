from library.forms.search import SearchForm

__all__ = ["SearchForm"]
