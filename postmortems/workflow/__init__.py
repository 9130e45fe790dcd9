"""The verbs of write-ups."""

from postmortems.workflow.branches import hang_why, move_why
from postmortems.workflow.categories import (
    add_category,
    archive_category,
    edit_category,
    restore_category,
    supply_categories,
)
from postmortems.workflow.due import open_clocks
from postmortems.workflow.expiry import expire_risks
from postmortems.workflow.factors import (
    accept_risk,
    add_factor,
    answer_with_action,
    answer_with_actions,
    edit_factor,
    remove_factor,
    restore_factor,
    withdraw_risk,
)
from postmortems.workflow.images import add_image
from postmortems.workflow.impact import add_figure, edit_figure, remove_figure, restore_figure
from postmortems.workflow.keeping import hold, keep
from postmortems.workflow.language import edit_language
from postmortems.workflow.moving import move_to_version, moves, versions_ahead
from postmortems.workflow.people import name_authors
from postmortems.workflow.publication import amend, drop_amendment, publish
from postmortems.workflow.review import give_verdict, mark_read, request_review, waive, withdraw_waiver
from postmortems.workflow.revisions import restore, restore_section
from postmortems.workflow.risks import renew_risk, turn_into_action
from postmortems.workflow.sections import save_section, settle_conflict
from postmortems.workflow.standing import recheck
from postmortems.workflow.start import retitle, start
from postmortems.workflow.template_care import (
    archive_template,
    create_template,
    edit_template,
    reorder_template,
    restore_template,
)
from postmortems.workflow.template_drafts import (
    add_section,
    bring_back_section,
    discard_draft,
    edit_checklist,
    edit_section,
    move_section,
    open_draft,
    publish_template,
    remove_section,
)
from postmortems.workflow.templates import fitting, supply
from postmortems.workflow.upkeep import note_readiness
from postmortems.workflow.whys import add_why, edit_why, mark_root, remove_why, restore_why

__all__ = [
    "accept_risk",
    "add_category",
    "add_factor",
    "add_figure",
    "add_image",
    "add_section",
    "add_why",
    "amend",
    "answer_with_action",
    "answer_with_actions",
    "archive_category",
    "archive_template",
    "bring_back_section",
    "create_template",
    "discard_draft",
    "drop_amendment",
    "edit_category",
    "edit_checklist",
    "edit_factor",
    "edit_figure",
    "edit_language",
    "edit_section",
    "edit_template",
    "edit_why",
    "expire_risks",
    "fitting",
    "give_verdict",
    "hang_why",
    "hold",
    "keep",
    "mark_read",
    "mark_root",
    "move_section",
    "move_to_version",
    "move_why",
    "moves",
    "name_authors",
    "note_readiness",
    "open_clocks",
    "open_draft",
    "publish",
    "publish_template",
    "recheck",
    "remove_factor",
    "remove_figure",
    "remove_section",
    "remove_why",
    "renew_risk",
    "reorder_template",
    "request_review",
    "restore",
    "restore_category",
    "restore_factor",
    "restore_figure",
    "restore_section",
    "restore_template",
    "restore_why",
    "retitle",
    "save_section",
    "settle_conflict",
    "start",
    "supply",
    "supply_categories",
    "turn_into_action",
    "versions_ahead",
    "waive",
    "withdraw_risk",
    "withdraw_waiver",
]
