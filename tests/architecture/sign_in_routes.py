"""The routes of signing in and out."""

from tests.architecture.route import BOTH, Route

SIGN_IN = [
    Route("account_login", methods=BOTH, strangers=True),
    Route("account_logout", methods=BOTH, strangers=True),
    Route("account_inactive", strangers=True),
    Route("account_signup", methods=BOTH, strangers=True),
    Route("account_change_password", methods=BOTH, everyone=True),
    Route("account_set_password", methods=BOTH, everyone=True),
    Route("account_reset_password", methods=BOTH, strangers=True),
    Route("account_reset_password_done", strangers=True),
    Route("account_reset_password_from_key", of="reset key", methods=BOTH, strangers=True),
    Route("account_reset_password_from_key_done", strangers=True),
]
