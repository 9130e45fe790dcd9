"""Pages about the API. Its operations are asked by tokens: tests/api/test_rights.py."""

from tests.architecture.route import BOTH, Route

API = [
    Route("api:reference"),
    Route("api:tokens", of="oneself"),
    Route("api:make_token", of="oneself", methods=BOTH),
    Route("api:revoke_token", of="token", methods=BOTH),
    Route("api:make_service_account", methods=BOTH),
]

MANAGED = [
    Route("webhooks:endpoints"),
    Route("webhooks:add", methods=BOTH),
    Route("webhooks:endpoint", of="webhook"),
    Route("webhooks:edit", of="webhook", methods=BOTH),
    Route("webhooks:change_secret", of="webhook", methods="POST"),
    Route("webhooks:pause", of="webhook", methods="POST"),
    Route("webhooks:resume", of="webhook", methods="POST"),
    Route("webhooks:test", of="webhook", methods="POST"),
    Route("webhooks:remove", of="webhook", methods=BOTH),
    Route("webhooks:send_again", of="webhook message", methods="POST"),
]

TICKETS = [
    Route("tickets:trackers"),
    Route("tickets:add", methods=BOTH),
    Route("tickets:tracker", of="tracker"),
    Route("tickets:edit", of="tracker", methods=BOTH),
    Route("tickets:check", of="tracker", methods="POST"),
    Route("tickets:pause", of="tracker", methods="POST"),
    Route("tickets:resume", of="tracker", methods="POST"),
    Route("tickets:remove", of="tracker", methods=BOTH),
    Route("tickets:link", of="action", methods=BOTH),
    Route("tickets:unlink", of="ticket", methods="POST"),
    Route("tickets:look_again", of="ticket", methods="POST"),
    Route("tickets:knock", of="tracker door", methods="POST", strangers=True),
]
