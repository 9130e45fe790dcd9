"""The routes of what comes in from outside."""

from tests.architecture.route import BOTH, Route

SIGNALS = [
    Route("signals:receive", of="hook", methods="POST", strangers=True),
    Route("signals:sources"),
    Route("signals:add_source", methods=BOTH),
    Route("signals:source", of="source"),
    Route("signals:edit_source", of="source", methods=BOTH),
    Route("signals:set_rule", of="source", methods=BOTH),
    Route("signals:mapping", of="source", methods=BOTH),
    Route("signals:set_secret", of="source", methods=BOTH),
    Route("signals:rotate_address", of="source", methods=BOTH),
    Route("signals:pause_source", of="source", methods="POST"),
    Route("signals:remove_source", of="source", methods=BOTH),
    Route("signals:replay_all", of="source", methods="POST"),
    Route("signals:let_through", of="source", methods="POST"),
    Route("signals:delivery", of="delivery"),
    Route("signals:replay", of="delivery", methods="POST"),
    Route("signals:tray", of="incident"),
    Route("signals:incoming", of="incident"),
    Route("signals:promote", of="incident", methods=BOTH),
    Route("signals:set_aside", of="incident", methods="POST"),
    Route("signals:bring_back", of="incident", methods="POST"),
    Route("signals:take_back", of="incident", methods="POST"),
    Route("signals:add_chat", of="incident", methods=BOTH),
    Route("signals:remove_chat", of="chat", methods="POST"),
    Route("signals:restore_chat", of="chat", methods="POST"),
]
