"""The routes of learning."""

from tests.architecture.route import BOTH, Route

LEARNING = [
    Route("learning:typed", methods="POST"),
    Route("learning:similar", of="incident"),
    Route("learning:recur", of="incident", methods="POST"),
    Route("learning:promised", methods="POST"),
    Route("learning:origins", of="action"),
    Route("learning:again", of="action", methods="POST"),
    Route("learning:link", of="two actions", methods="POST"),
    Route("learning:set_mode", of="incident", methods="POST"),
    Route("learning:questions"),
    Route("learning:lesson", of="published"),
    Route("learning:ask", of="published", methods=BOTH),
    Route("learning:question", of="question"),
    Route("learning:yes", of="question", methods=BOTH),
    Route("learning:no", of="question", methods=BOTH),
    Route("learning:read", of="published", methods="POST"),
    Route("learning:reading_list", of="team"),
    Route("learning:put_on", of="team", methods="POST"),
    Route("learning:mark", of="reading item", methods="POST"),
    Route("learning:move", of="reading item", methods="POST"),
    Route("learning:take_off", of="reading item", methods="POST"),
    Route("learning:externals"),
    Route("learning:keep", methods=BOTH),
    Route("learning:external", of="external"),
    Route("learning:edit_external", of="external", methods=BOTH),
    Route("learning:prevent", of="external", methods="POST"),
    Route("learning:remove_external", of="external", methods="POST"),
    Route("learning:restore_external", of="external", methods="POST"),
    Route("learning:themes"),
    Route("learning:make_theme", methods=BOTH),
    Route("learning:theme", of="theme page"),
    Route("learning:follow_theme", of="theme page", methods="POST", everyone=True),
    Route("learning:edit_theme", of="theme", methods=BOTH),
    Route("learning:remove_theme", of="theme", methods="POST"),
    Route("learning:restore_theme", of="theme", methods="POST"),
]

MODES = [
    Route("incidents:modes", methods=BOTH),
    Route("incidents:edit_mode", of="mode", methods=BOTH),
    Route("incidents:merge_mode", of="mode", methods=BOTH),
    Route("incidents:move_mode", of="mode", methods="POST"),
    Route("incidents:retire_mode", of="mode", methods="POST"),
    Route("incidents:restore_mode", of="mode", methods="POST"),
]
