"""docs/policy.md, made from the table that the code asks."""

from __future__ import annotations

from itertools import groupby

from accounts.policy import POLICY
from accounts.roles import OrganisationRole, Relation

HEAD = """# Who may do what

Written by `manage.py policy_table` from `accounts/policy.py`, the one table that code, templates, this page and the
tests read.

Seeing comes first: what a person may not see answers 404 and is in no list, count or mail. What they see but may not do
answers 403, and what a rule of the product forbids answers 409 with the reason.

| Visibility of an incident | Who sees it and all that hangs on it |
| --- | --- |
| Organisation | everybody who is signed in |
| Team | members, leads and managers of the teams involved, people listed on it, administrators |
| Restricted | people listed on it; an administrator for 24 hours after emergency access, and the others are told |

A viewer only reads, whatever team they are in. A deactivated person can do nothing and is signed out at once.
"""


def page() -> str:
    """The whole document in Markdown."""
    parts = [HEAD]
    for app, verbs in groupby(POLICY, key=lambda verb: verb.partition(".")[0]):
        parts += [f"\n## {app.capitalize()}\n", _header(), *(_row(verb) for verb in verbs)]
    return "\n".join(parts) + "\n"


def _header() -> str:
    labels = [str(role.label) for role in OrganisationRole]
    return f"| Verb | {' | '.join(labels)} | Also |\n| --- |{' :-: |' * len(labels)} --- |"


def _row(verb: str) -> str:
    allowed = POLICY[verb]
    marks = " | ".join("✓" if role in allowed else " " for role in OrganisationRole)
    also = ", ".join(str(relation.label) for relation in Relation if relation in allowed)
    return f"| {verb.partition('.')[2].replace('_', ' ')} | {marks} | {also} |"
