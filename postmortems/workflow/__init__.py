"""The verbs of write-ups."""

from postmortems.workflow.anchoring import follow
from postmortems.workflow.branches import hang_why, move_why
from postmortems.workflow.categories import (
    add_category,
    archive_category,
    edit_category,
    move_category,
    restore_category,
    supply_categories,
)
from postmortems.workflow.category_merging import merge_category
from postmortems.workflow.comments import edit_comment, reopen_thread, reply, resolve_thread, start_thread
from postmortems.workflow.defences import add_defence, edit_defence, move_defence, remove_defence, restore_defence
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
from postmortems.workflow.mitigators import add_mitigator, edit_mitigator, remove_mitigator, restore_mitigator
from postmortems.workflow.moving import move_to_version, moves, versions_ahead
from postmortems.workflow.people import name_authors
from postmortems.workflow.publication import amend, drop_amendment, publish
from postmortems.workflow.reading import mark_read
from postmortems.workflow.reminding import remind_reviewers
from postmortems.workflow.review import give_verdict, request_review, waive, withdraw_waiver
from postmortems.workflow.revisions import restore, restore_section
from postmortems.workflow.risks import renew_risk, turn_into_action
from postmortems.workflow.sections import save_section, settle_conflict
from postmortems.workflow.standing import recheck
from postmortems.workflow.start import retitle, start
from postmortems.workflow.suggestions import accept_suggestion, decline_suggestion
from postmortems.workflow.taking_in import publish_as_imported, take_in
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
from postmortems.workflow.whatifs import add_whatif, edit_whatif, remove_whatif, restore_whatif
from postmortems.workflow.whys import add_why, edit_why, mark_root, remove_why, restore_why
from postmortems.workflow.withdrawing import remove_comment, restore_comment
from postmortems.workflow.wording import keep_wording, reconsider_wording, use_wording

__all__ = [
    "accept_risk",
    "add_defence",
    "accept_suggestion",
    "add_category",
    "add_factor",
    "add_figure",
    "add_image",
    "add_mitigator",
    "add_section",
    "add_whatif",
    "add_why",
    "amend",
    "answer_with_action",
    "answer_with_actions",
    "archive_category",
    "archive_template",
    "bring_back_section",
    "create_template",
    "decline_suggestion",
    "discard_draft",
    "drop_amendment",
    "edit_category",
    "edit_checklist",
    "edit_defence",
    "edit_comment",
    "edit_factor",
    "edit_figure",
    "edit_language",
    "edit_mitigator",
    "edit_section",
    "edit_template",
    "edit_whatif",
    "edit_why",
    "expire_risks",
    "fitting",
    "follow",
    "give_verdict",
    "hang_why",
    "hold",
    "keep",
    "keep_wording",
    "merge_category",
    "mark_read",
    "mark_root",
    "move_category",
    "move_defence",
    "move_section",
    "move_to_version",
    "move_why",
    "moves",
    "name_authors",
    "note_readiness",
    "open_clocks",
    "open_draft",
    "publish",
    "publish_as_imported",
    "publish_template",
    "recheck",
    "remove_comment",
    "remove_defence",
    "reconsider_wording",
    "remove_factor",
    "remove_figure",
    "remove_mitigator",
    "remove_section",
    "remove_whatif",
    "remove_why",
    "reopen_thread",
    "renew_risk",
    "reorder_template",
    "remind_reviewers",
    "reply",
    "request_review",
    "resolve_thread",
    "restore",
    "restore_defence",
    "restore_category",
    "restore_comment",
    "restore_factor",
    "restore_figure",
    "restore_mitigator",
    "restore_section",
    "restore_template",
    "restore_whatif",
    "restore_why",
    "retitle",
    "save_section",
    "settle_conflict",
    "start",
    "start_thread",
    "supply",
    "use_wording",
    "supply_categories",
    "take_in",
    "turn_into_action",
    "versions_ahead",
    "waive",
    "withdraw_risk",
    "withdraw_waiver",
]
