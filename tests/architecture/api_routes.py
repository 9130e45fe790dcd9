"""Pages about the API. Its operations are asked by tokens: tests/api/test_rights.py."""

from tests.architecture.route import BOTH, Route

API = [
    Route("api:reference"),
    Route("api:tokens", of="oneself"),
    Route("api:make_token", of="oneself", methods=BOTH),
    Route("api:revoke_token", of="token", methods=BOTH),
    Route("api:make_service_account", methods=BOTH),
]
