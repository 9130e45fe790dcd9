"""The routes of templates, as in routes.py."""

from tests.architecture.route import BOTH, Route

TEMPLATES = [
    Route("postmortems:templates"),
    Route("postmortems:create_template", methods=BOTH),
    Route("postmortems:template", of="template"),
    Route("postmortems:edit_template", of="template", methods=BOTH),
    Route("postmortems:reorder_template", of="template", methods="POST"),
    Route("postmortems:archive_template", of="template", methods="POST"),
    Route("postmortems:restore_template", of="template", methods="POST"),
    Route("postmortems:compare_versions", of="template"),
    Route("postmortems:template_version", of="template version"),
    Route("postmortems:open_draft", of="template", methods="POST"),
    Route("postmortems:template_draft", of="template"),
    Route("postmortems:edit_checklist", of="template", methods="POST"),
    Route("postmortems:publish_template", of="template", methods=BOTH),
    Route("postmortems:discard_draft", of="template", methods=BOTH),
    Route("postmortems:add_template_section", of="template", methods=BOTH),
    Route("postmortems:edit_template_section", of="template section", methods=BOTH),
    Route("postmortems:move_template_section", of="template section", methods="POST"),
    Route("postmortems:remove_template_section", of="template section", methods="POST"),
    Route("postmortems:bring_back_template_section", of="template section", methods="POST"),
]
