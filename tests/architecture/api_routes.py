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
