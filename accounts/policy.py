"""Who may do what: the one table (verb × role) that code, docs/policy.md and the matrix test read.

A verb is allowed when any role of the person is in its row. Roles come from the organisation (`User.role`) and from
what the person is to the subject (`subject.relations(user)`). Being able to *see* the subject is a condition before
this table is asked: not visible is 404, visible but not in the row is 403.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied

from accounts.roles import OrganisationRole as Org
from accounts.roles import Relation as Rel

EVERYONE = frozenset({Org.VIEWER, Org.MEMBER, Org.LEADERSHIP, Org.ADMINISTRATOR})
WRITERS = frozenset({Org.MEMBER, Org.LEADERSHIP, Org.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Org.ADMINISTRATOR})
TEAM_DECIDES = frozenset({Rel.TECH_LEAD, Org.ADMINISTRATOR})

POLICY: dict[str, frozenset[str]] = {
    # People and teams
    "accounts.see_settings": EVERYONE,
    "accounts.edit_profile": frozenset({Rel.SELF}),
    "accounts.change_email": frozenset({Rel.SELF, Org.ADMINISTRATOR}),
    "accounts.invite": ADMINISTRATORS,
    "accounts.change_role": ADMINISTRATORS,
    "accounts.deactivate": ADMINISTRATORS,
    "accounts.create_team": ADMINISTRATORS,
    "accounts.edit_team": frozenset({Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}),
    "accounts.archive_team": ADMINISTRATORS,
    "accounts.edit_calendars": ADMINISTRATORS,
    # What is told
    "activity.see_outbox": ADMINISTRATORS,
    # Incidents
    "incidents.declare": WRITERS,
    "incidents.edit": WRITERS,
    "incidents.edit_timeline": WRITERS,
    "incidents.attach": WRITERS,
    "incidents.change_status": WRITERS,
    "incidents.change_people": WRITERS,
    "incidents.change_visibility": frozenset({Rel.TECH_LEAD, Rel.PARTICIPANT, Org.ADMINISTRATOR}),
    "incidents.decide_write_up": TEAM_DECIDES,
    "incidents.edit_services": ADMINISTRATORS | {Rel.TECH_LEAD},
    "incidents.edit_modes": ADMINISTRATORS,
    "incidents.break_glass": ADMINISTRATORS,
    # Write-ups
    "postmortems.start": WRITERS,
    "postmortems.edit": WRITERS,
    "postmortems.request_review": frozenset({Rel.AUTHOR, Rel.TECH_LEAD, Org.ADMINISTRATOR}),
    "postmortems.change_authors": frozenset({Rel.AUTHOR, Rel.TECH_LEAD, Org.ADMINISTRATOR}),
    "postmortems.review": frozenset({Rel.REVIEWER}),
    "postmortems.mark_read": EVERYONE,
    "postmortems.follow": EVERYONE,
    "postmortems.comment": WRITERS,
    "postmortems.edit_comment": frozenset({Rel.SELF}),
    "postmortems.waive": TEAM_DECIDES,
    "postmortems.publish": frozenset({Rel.AUTHOR, Rel.TECH_LEAD, Org.ADMINISTRATOR}),
    "postmortems.amend": frozenset({Rel.AUTHOR, Rel.TECH_LEAD, Org.ADMINISTRATOR}),
    "postmortems.restore": WRITERS,
    "postmortems.renew_risk": frozenset({Rel.OWNER, Rel.TECH_LEAD, Org.ADMINISTRATOR}),
    "postmortems.edit_language": ADMINISTRATORS,
    "postmortems.edit_categories": ADMINISTRATORS,
    "postmortems.move_to_version": frozenset({Rel.AUTHOR, Rel.TECH_LEAD, Org.ADMINISTRATOR}),
    "postmortems.edit_templates": ADMINISTRATORS,
    # Actions
    "actions.create": WRITERS,
    "actions.edit": WRITERS,
    "actions.update": WRITERS,
    "actions.complete": frozenset({Rel.OWNER, Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}),
    "actions.decide": frozenset({Rel.OWNER, Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}),
    "actions.decline": frozenset({Rel.OWNER}),
    "actions.reopen": frozenset({Rel.OWNER, Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}),
    "actions.judge": frozenset({Rel.OWNER, Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}),
    # Review meetings
    "meetings.schedule": WRITERS,
    "meetings.change": frozenset(
        {Rel.FACILITATOR, Rel.CALLER, Rel.PARTICIPANT, Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}
    ),
    "meetings.prepare": WRITERS,
    "meetings.join": EVERYONE,
    "meetings.take_part": EVERYONE,
    "meetings.write_down": WRITERS,
    "meetings.facilitate": frozenset({Rel.FACILITATOR}),
    "meetings.take_over": WRITERS,
    "meetings.answer_capture": frozenset({Rel.OWNER}),
    "meetings.read_feed": EVERYONE,
    # Coming in and going out
    "exchange.import": WRITERS,
    "exchange.export": EVERYONE,
    # What comes in from outside
    "signals.manage_sources": ADMINISTRATORS,
    "signals.promote": WRITERS,
    "signals.import_chat": WRITERS,
    # Learning across teams
    "learning.ask": WRITERS,
    "learning.read": EVERYONE,
    "learning.edit_reading_list": frozenset({Rel.TEAM_MEMBER, Rel.TECH_LEAD, Rel.MANAGER, Org.ADMINISTRATOR}),
    "learning.edit_externals": WRITERS,
    "learning.edit_themes": WRITERS,
    "learning.answer": frozenset({Rel.TEAM_MEMBER, Rel.TECH_LEAD, Rel.MANAGER}),
    # Programs
    "api.make_token": frozenset({Rel.SELF}),
    "api.make_service_token": ADMINISTRATORS,
    "api.revoke_token": frozenset({Rel.SELF, Org.ADMINISTRATOR}),
    "tickets.manage": ADMINISTRATORS,
    "tickets.link": WRITERS,
    "webhooks.manage": ADMINISTRATORS,
    # Library
    "library.save_search": EVERYONE,
    "library.edit_search": frozenset({Rel.SELF}),
    # Overview
    "overview.see_summaries": EVERYONE,
    # Insights
    "insights.subscribe": EVERYONE,
}

REFUSAL = "You may read this, but not change it."


class Person(Protocol):
    role: str
    is_active: bool


class Subject(Protocol):
    def relations(self, user: Any) -> Iterable[str]: ...


def roles(user: Person, subject: Subject | None = None) -> set[str]:
    """Every role the person has towards the subject; none when deactivated."""
    if not user.is_active:
        return set()
    found: set[str] = {user.role}
    if subject is not None:
        found.update(subject.relations(user))
    # A viewer only ever reads, whatever team they are in; being yourself is no team right.
    return found & {Org.VIEWER, Rel.SELF} if user.role == Org.VIEWER else found


def allows(verb: str, user: Person, subject: Subject | None = None) -> bool:
    """Whether the table lets this person do this; unknown verbs raise KeyError."""
    allowed = POLICY[verb]
    if user.is_active and user.role in allowed:
        return True
    # What they are to the subject costs queries, and is asked only where it can matter.
    return could(verb, user) and bool(allowed & roles(user, subject))


def could(verb: str, user: Person) -> bool:
    """Whether there can be a subject to which this person may do this."""
    if not user.is_active:
        return False
    allowed = POLICY[verb]
    if user.role == Org.VIEWER:
        return bool(allowed & {Org.VIEWER, Rel.SELF})
    return user.role in allowed or any(relation in allowed for relation in Rel)


def require(verb: str, user: Person, subject: Subject | None = None) -> None:
    """Raises PermissionDenied (403), naming who can do it."""
    if not allows(verb, user, subject):
        raise PermissionDenied(refusal(verb))


def refusal(verb: str) -> str:
    """The sentence of the 403, and of a button that is greyed out."""
    return f"{REFUSAL} Allowed: {who_may(verb)}."


def who_may(verb: str) -> str:
    """The roles of a verb's row in words, in the order of the role lists."""
    labels = [role.label for role in Org if role in POLICY[verb]]
    labels += [relation.label for relation in Rel if relation in POLICY[verb]]
    return ", ".join(str(label).lower() for label in labels)
