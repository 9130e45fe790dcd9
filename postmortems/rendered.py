"""The document as HTML: laid out once per revision and state of its actions, then kept.

Nothing here depends on who reads: only on the day and the zone. What a reader may not see is not in it, because
everything in a write-up is as visible as the write-up, except related incidents, which the page adds per reader.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache as store
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from kit import clock
from kit.memory import Memory
from postmortems import content
from postmortems.document import Document
from postmortems.models import (
    Amendment,
    Authorship,
    ContributingFactor,
    Postmortem,
    Reviewer,
    Revision,
    Verdict,
    Waiver,
)

KEEP_SECONDS = 24 * 3600
MEMORY_CHARACTERS = 3_000_000
TEMPLATES = "postmortems/reading"


@dataclass(frozen=True)
class Pages:
    """The document up to its related incidents, and what comes after them; what stands beside it."""

    strip: SafeString
    contents: SafeString
    before: SafeString
    after: SafeString
    aside: SafeString

    def __len__(self) -> int:
        return len(self.strip) + len(self.contents) + len(self.before) + len(self.after) + len(self.aside)


_memory = Memory[Pages](MEMORY_CHARACTERS, len)


def pages(postmortem: Postmortem) -> Pages:
    """Expects what `opened` found. The present draft is laid out each time, a published revision once."""
    if postmortem.revision_id is None:
        return _lay_out(postmortem)
    key = _key(postmortem)
    if (kept := _memory.get(key)) is None:
        kept = store.get(key) or _lay_out(postmortem)
        store.set(key, kept, KEEP_SECONDS)
        _memory.put(key, kept)
    return kept


def heading(postmortem: Postmortem, present: content.Content | None = None) -> SimpleNamespace:
    """People, names and reasons around the text, in one query; `present` is the text while it is not published.

    Approvals are those of the revision sent last, which `present` may not be any more.
    """
    parts = _around()
    found = Postmortem.objects.filter(pk=postmortem.pk).annotate(**parts).values_list(*parts).get()
    rows = dict(zip(parts, found, strict=True))
    authors = [User(handle=each["handle"], name=each["name"]) for each in rows["h_authors"]]
    reviewers = [(User(handle=each["handle"], name=each["name"]), each) for each in rows["h_reviewers"]]
    sent = rows["h_sent"][0] if rows["h_sent"] else {}
    return SimpleNamespace(
        lead=authors[0] if authors else None,
        authors=authors[1:],
        reviewers=[user for user, _ in reviewers],
        approvers=[
            user
            for user, each in reviewers
            if each["answer"] == Verdict.Outcome.APPROVE and each["revision"] == sent.get("pk")
        ],
        is_stale=present is not None and bool(sent) and content.content_hash(present) != sent["hash"],
        number=rows["h_number"],
        services=rows["h_services"],
        tags=rows["h_tags"],
        amendments=rows["h_amendments"],
        waivers=rows["h_waivers"],
    )


def _lay_out(opened: Postmortem) -> Pages:
    postmortem = Postmortem.objects.select_related("incident").get(pk=opened.pk)
    live = list(Action.objects.filter(incident=postmortem.incident_id).select_related("owner").order_by("number"))
    document = Document(
        content.shown(postmortem),
        live=live,
        on=clock.today(timezone.get_current_timezone()),
        is_draft=postmortem.revision_id is None,
        later=_later(postmortem) if postmortem.revision_id else None,
    )
    around = heading(postmortem, document.text if document.is_draft else None)
    layouts = [part.layout for part in document.parts]
    cut = layouts.index("related") if "related" in layouts else len(layouts)
    context: dict[str, Any] = {
        "postmortem": postmortem,
        "incident": postmortem.incident,
        "document": document,
        "heading": around,
        "took": _took(postmortem),
        "number": around.number,
        "before": document.parts[:cut],
        "related": document.parts[cut] if cut < len(layouts) else None,
        "after": document.parts[cut + 1 :],
    }
    names = ("strip", "contents", "before", "after", "aside")
    return Pages(**{name: render_to_string(f"{TEMPLATES}/_{name}.html", context) for name in names})


def _later(postmortem: Postmortem) -> dict[tuple[str, str], dict[str, Any]]:
    """Answers to factors that changed after publication: a risk renewed, or turned into an action."""
    rows = ContributingFactor.objects.filter(postmortem=postmortem, reanswered_at__isnull=False)
    return {
        (row.category, row.text): {
            "risk_owner": row.risk_owner.handle if row.risk_owner else None,
            "risk_reason": row.risk_reason,
            "risk_until": row.risk_until,
            "actions": sorted(action.number for action in row.actions.all()),
        }
        for row in rows.select_related("risk_owner").prefetch_related("actions")
    }


def _took(postmortem: Postmortem) -> timedelta | None:
    """From the all-clear to publication."""
    resolved_at, published_at = postmortem.incident.resolved_at, postmortem.published_at
    is_known = resolved_at is not None and published_at is not None and published_at > resolved_at
    return published_at - resolved_at if is_known else None  # type: ignore[operator]


def _key(postmortem: Postmortem) -> str:
    """Numbers and names of rows only: no title and no text, not even as a hash that could be guessed at."""
    seen = (
        postmortem.revision_id,
        postmortem.changed_at,
        postmortem.incident.changed_at,
        postmortem.action_versions,  # type: ignore[attr-defined]
        timezone.get_current_timezone_name(),
        clock.today(timezone.get_current_timezone()),
        _wording(),
    )
    return "document:" + hashlib.blake2b(repr(seen).encode(), digest_size=20).hexdigest()


@cache
def _wording() -> str:
    """Changes with the templates, so that an upgrade does not show what the old ones drew."""
    folder = Path(settings.BASE_DIR) / "templates"
    paths = [*sorted((folder / TEMPLATES).rglob("*.html")), *sorted((folder / "incidents" / "flow").rglob("*.html"))]
    sources = b"".join(path.read_bytes() for path in paths)
    return hashlib.blake2b(sources, digest_size=8).hexdigest()


def _around() -> dict[str, Any]:
    mine = {"postmortem": OuterRef("pk")}
    answers = Verdict.objects.filter(postmortem=OuterRef("postmortem"), reviewer=OuterRef("user"))
    latest = answers.exclude(outcome=Verdict.Outcome.COMMENT).order_by("-at", "-pk")
    answer = {"answer": Subquery(latest.values("outcome")[:1]), "revision": Subquery(latest.values("revision")[:1])}
    asked = Revision.objects.filter(**mine, reason=Revision.Reason.REVIEW_REQUESTED).order_by("-number")[:1]
    person = {"handle": F("user__handle"), "name": F("user__name")}
    services = Incident.services.through.objects.filter(incident=OuterRef("incident"))
    tags = Incident.tags.through.objects.filter(incident=OuterRef("incident"))
    closed = Amendment.objects.filter(**mine, revision__isnull=False).order_by("-closed_at")
    shown = Revision.objects.filter(
        postmortem=OuterRef("postmortem"),
        number__lt=OuterRef("revision__number"),
        reason__in=[Revision.Reason.PUBLISHED, Revision.Reason.AMENDED],
    )
    standing = Waiver.objects.filter(**mine, withdrawn_at__isnull=True).order_by("at")
    return {
        "h_number": F("revision__number"),
        "h_authors": _rows(Authorship.objects.filter(**mine), person),
        "h_reviewers": _rows(Reviewer.objects.filter(**mine), {**person, **answer}),
        "h_sent": _rows(asked, {"pk": F("pk"), "hash": F("content_hash")}),
        "h_services": ArraySubquery(services.order_by("service__name").values("service__name")),
        "h_tags": ArraySubquery(tags.order_by("tag__kind", "tag__name").values("tag__name")),
        "h_amendments": _rows(
            closed,
            {
                "reason": F("reason"),
                "note": F("revision__note"),
                "number": F("revision__number"),
                "before": Subquery(shown.order_by("-number").values("number")[:1]),
            },
        ),
        "h_waivers": _rows(standing, {"gate": F("gate"), "reason": F("reason"), "handle": F("by__handle")}),
    }


def _rows(rows: Any, shape: dict[str, Any]) -> ArraySubquery:
    return ArraySubquery(rows.values(json=JSONObject(**shape)))
