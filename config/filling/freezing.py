"""Revisions and verdicts: what readers see, frozen as the product freezes it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta

from django.db import connection

from config.filling.progress import Progress
from config.filling.write_ups import WriteUp
from postmortems import content
from postmortems.models import Postmortem, Revision, Verdict
from postmortems.workflow.upkeep import note_readiness

BATCH = 100
# Each was sent for review once and published once; those in review were sent only.
REVIEW, PUBLISHED = Revision.Reason.REVIEW_REQUESTED, Revision.Reason.PUBLISHED
PUBLISH = """
UPDATE postmortems_postmortem AS p
SET state = 'published', revision_id = r.id, published_at = r.at, version = 2,
    summary = trim((SELECT s.body FROM postmortems_section s WHERE s.postmortem_id = p.id AND s.key = 'summary'))
FROM postmortems_revision r WHERE r.postmortem_id = p.id AND r.reason = 'published'
"""


def freeze(write_ups: list[WriteUp], progress: Progress) -> None:
    for start in range(0, len(write_ups), BATCH):
        batch = {each.pk: each for each in write_ups[start : start + BATCH] if each.state != "draft"}
        rows = list(Postmortem.objects.filter(pk__in=batch).select_related("incident"))
        texts = zip(rows, content.frozen(rows), strict=True)
        revisions = [revision for row, text in texts for revision in _revisions(batch[row.pk], text)]
        Revision.objects.bulk_create(revisions)
        sent = {revision.postmortem_id: revision for revision in revisions if revision.reason == REVIEW}
        Verdict.objects.bulk_create(verdict for each in batch.values() for verdict in _verdicts(each, sent[each.pk]))
        progress.advance(len(revisions))
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH)
        cursor.execute("SELECT setval(pg_get_serial_sequence('postmortems_revision', 'id'), %s)", [2 * len(write_ups)])
    _settle([each for each in write_ups if each.published_at is None])


def _revisions(each: WriteUp, text: content.Content) -> Iterator[Revision]:
    author, at = each.authors[0], each.started_at + timedelta(hours=20)
    first = deepcopy(text)
    first["sections"][0]["body"] += " More when the review is through."
    for number, reason, shown, when in ((1, REVIEW, first, at), (2, PUBLISHED, text, each.published_at)):
        if when is not None:
            yield Revision(
                pk=each.pk * 2 + number - 2,
                postmortem_id=each.pk,
                number=number,
                reason=reason,
                content=shown,
                content_hash=content.content_hash(shown),
                document_id=each.pk,
                head=1,
                by_id=author,
                at=when,
            )


def _verdicts(each: WriteUp, sent: Revision) -> Iterator[Verdict]:
    if each.state == "in_review":
        return
    outcome = Verdict.Outcome.REQUEST_CHANGES if each.state == "changes_requested" else Verdict.Outcome.APPROVE
    for reviewer in each.reviewers:
        yield Verdict(
            postmortem_id=each.pk,
            revision=sent,
            reviewer_id=reviewer,
            outcome=outcome,
            summary="Clear from the first line to the last.",
            at=sent.at + timedelta(hours=4),
        )


def _settle(unpublished: list[WriteUp]) -> None:
    """Give the others their state, and lists the readiness that the product works out."""
    states = {each.pk: each.state for each in unpublished}
    for row in Postmortem.objects.filter(pk__in=states).select_related("incident"):
        row.state = states[row.pk]
        row.save(update_fields=["state"])
        note_readiness(row)
