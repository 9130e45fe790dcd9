"""The verbs of incidents."""

from incidents.workflow.attachments import attach, remove_attachment, restore_attachment
from incidents.workflow.catalogue import add_service, archive_service, edit_service, restore_service
from incidents.workflow.course import change_severity, mitigate, reopen, resolve
from incidents.workflow.declaration import declare
from incidents.workflow.editing import edit, tag
from incidents.workflow.gaps import answer_gap, reopen_gap
from incidents.workflow.milestones import set_milestones
from incidents.workflow.people import admit, list_person, unlist_person
from incidents.workflow.relations import add_link, relate, remove_link, unrelate
from incidents.workflow.taking_in import take_in
from incidents.workflow.timeline import add_entry, delete_entry, edit_entry, restore_entry, star_entry
from incidents.workflow.visibility import break_glass, change_visibility
from incidents.workflow.write_up import decide_write_up

__all__ = [
    "add_entry",
    "add_link",
    "add_service",
    "admit",
    "answer_gap",
    "archive_service",
    "attach",
    "break_glass",
    "change_severity",
    "change_visibility",
    "decide_write_up",
    "declare",
    "delete_entry",
    "edit",
    "edit_entry",
    "edit_service",
    "list_person",
    "mitigate",
    "relate",
    "remove_attachment",
    "remove_link",
    "reopen",
    "reopen_gap",
    "resolve",
    "restore_attachment",
    "restore_entry",
    "restore_service",
    "set_milestones",
    "star_entry",
    "tag",
    "take_in",
    "unlist_person",
    "unrelate",
]
from incidents.workflow.modes import add_mode as add_mode
from incidents.workflow.modes import edit_mode as edit_mode
from incidents.workflow.modes import merge_mode as merge_mode
from incidents.workflow.modes import move_mode as move_mode
from incidents.workflow.modes import restore_mode as restore_mode
from incidents.workflow.modes import retire_mode as retire_mode
from incidents.workflow.modes import supply_modes as supply_modes
