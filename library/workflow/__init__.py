from library.workflow.indexing import index, sweep
from library.workflow.saving import (
    follow_search,
    remove_search,
    rename_search,
    restore_search,
    save_search,
    unfollow_search,
)
from library.workflow.telling import SWEEPING

__all__ = [
    "SWEEPING",
    "follow_search",
    "index",
    "remove_search",
    "rename_search",
    "restore_search",
    "save_search",
    "sweep",
    "unfollow_search",
]
