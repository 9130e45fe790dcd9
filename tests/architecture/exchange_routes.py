"""The routes of imports and exports. What one person sent or had made is nobody else's."""

from tests.architecture.route import BOTH, Route

EXCHANGE = [
    Route("exchange:imports", methods=BOTH),
    Route("exchange:import", of="import"),
    Route("exchange:save", of="import", methods="POST"),
    Route("exchange:discard", of="import", methods=BOTH),
    Route("exchange:file", of="imported file", methods=BOTH),
    Route("exchange:leave_out", of="imported file", methods="POST"),
    Route("exchange:exports"),
    Route("exchange:ask_for_many", methods=BOTH),
    Route("exchange:incidents_csv"),
    Route("exchange:postmortems_csv"),
    Route("exchange:export", of="export"),
    Route("exchange:fetch", of="export"),
    Route("exchange:export_menu", of="postmortem"),
    Route("exchange:ask", of="postmortem", methods="POST"),
    Route("exchange:export_one", of="postmortem as Markdown"),
]
