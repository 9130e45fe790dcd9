"""The routes of the library."""

from tests.architecture.route import BOTH, Route

LIBRARY = [
    Route("library:search"),
    Route("library:postmortems"),
    Route("library:searches"),
    Route("library:save_search", methods=BOTH),
    Route("library:rename_search", of="saved search", methods=BOTH),
    Route("library:remove_search", of="saved search", methods="POST"),
    Route("library:restore_search", of="saved search", methods="POST"),
    Route("library:follow_search", of="saved search", methods="POST"),
    Route("library:unfollow_search", of="saved search", methods=BOTH),
]
