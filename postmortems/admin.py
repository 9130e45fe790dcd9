from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kit.records import Records
from postmortems.models import (
    Amendment,
    Authorship,
    Comment,
    ContributingFactor,
    Defence,
    FactorCategory,
    Image,
    ImpactFigure,
    KeptWording,
    Language,
    Mitigator,
    Postmortem,
    ReadMark,
    Reviewer,
    Revision,
    Section,
    SectionConflict,
    Template,
    TemplateSection,
    TemplateVersion,
    Thread,
    Verdict,
    Waiver,
    WhatIf,
    Why,
)


@admin.register(Postmortem)
class PostmortemRecords(Records):
    list_display = ("title", "incident", "state", "published_at", "changed_at")
    list_select_related = ("incident",)
    list_filter = ("state",)
    search_fields = ("title", "incident__number")
    raw_id_fields = ("incident", "document", "template_version", "revision", "started_by")
    ordering = ("-pk",)


class OfPostmortem(Records):
    list_select_related: ClassVar[tuple[str, ...]] = ("postmortem__incident",)
    search_fields = ("postmortem__title", "postmortem__incident__number")
    raw_id_fields: ClassVar[tuple[str, ...]] = ("postmortem",)
    ordering = ("-pk",)


@admin.register(Section)
class SectionRecords(OfPostmortem):
    list_display = ("postmortem", "title", "required", "version", "changed_at")
    raw_id_fields = ("postmortem", "changed_by")


@admin.register(SectionConflict)
class SectionConflictRecords(OfPostmortem):
    list_display = ("postmortem", "section", "by", "at", "settled_at")
    list_select_related = ("postmortem__incident", "section", "by")
    raw_id_fields = ("postmortem", "section", "by")


@admin.register(Authorship)
class AuthorshipRecords(OfPostmortem):
    list_display = ("postmortem", "user", "leads", "since")
    list_select_related = ("postmortem__incident", "user")
    raw_id_fields = ("postmortem", "user")


@admin.register(Reviewer)
class ReviewerRecords(OfPostmortem):
    list_display = ("postmortem", "user", "asked_by", "asked_at", "answered_at")
    list_select_related = ("postmortem__incident", "user", "asked_by")
    raw_id_fields = ("postmortem", "user", "asked_by")


@admin.register(Revision)
class RevisionRecords(OfPostmortem):
    list_display = ("postmortem", "number", "reason", "by", "at")
    list_select_related = ("postmortem__incident", "by")
    list_filter = ("reason",)
    raw_id_fields = ("postmortem", "document", "by")


@admin.register(Verdict)
class VerdictRecords(OfPostmortem):
    list_display = ("postmortem", "revision", "reviewer", "outcome", "at")
    list_select_related = ("postmortem__incident", "revision", "reviewer")
    raw_id_fields = ("postmortem", "revision", "reviewer")


@admin.register(Waiver)
class WaiverRecords(OfPostmortem):
    list_display = ("postmortem", "gate", "by", "at", "withdrawn_at")
    list_select_related = ("postmortem__incident", "by")
    raw_id_fields = ("postmortem", "by")


@admin.register(ReadMark)
class ReadMarkRecords(OfPostmortem):
    """Which section somebody read is theirs alone; the row is here without the person."""

    list_display = ("postmortem", "section", "revision")
    list_select_related = ("postmortem__incident", "revision")
    exclude = ("user",)
    raw_id_fields = ("postmortem", "revision")


@admin.register(Amendment)
class AmendmentRecords(OfPostmortem):
    list_display = ("postmortem", "opened_by", "opened_at", "closed_at")
    list_select_related = ("postmortem__incident", "opened_by")
    raw_id_fields = ("postmortem", "opened_by", "revision")


@admin.register(ImpactFigure)
class ImpactFigureRecords(OfPostmortem):
    list_display = ("postmortem", "area", "label", "value", "certainty")


@admin.register(Image)
class ImageRecords(OfPostmortem):
    list_display = ("postmortem", "name", "suffix", "size", "by", "at")
    list_select_related = ("postmortem__incident", "by")
    raw_id_fields = ("postmortem", "by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the bytes, of which a page of rows may have hundreds of megabytes."""
        return super().get_queryset(request).defer("data")


@admin.register(KeptWording)
class KeptWordingRecords(OfPostmortem):
    list_display = ("postmortem", "fingerprint", "at")


@admin.register(Why)
class WhyRecords(OfPostmortem):
    list_display = ("postmortem", "question", "is_root")
    raw_id_fields = ("postmortem", "parent", "evidence_entry")


@admin.register(ContributingFactor)
class ContributingFactorRecords(OfPostmortem):
    list_display = ("postmortem", "category", "text", "risk_until")
    raw_id_fields = ("postmortem", "actions", "risk_owner")


@admin.register(FactorCategory)
class FactorCategoryRecords(Records):
    list_display = ("name", "key", "order", "archived_at")
    search_fields = ("name", "key")


@admin.register(Defence)
class DefenceRecords(OfPostmortem):
    list_display = ("postmortem", "layer", "outcome")
    raw_id_fields = ("postmortem", "closed_by")


@admin.register(Mitigator)
class MitigatorRecords(OfPostmortem):
    list_display = ("postmortem", "text")


@admin.register(WhatIf)
class WhatIfRecords(OfPostmortem):
    list_display = ("postmortem", "question")


@admin.register(Thread)
class ThreadRecords(OfPostmortem):
    list_display = ("postmortem", "section", "at", "started_by", "started_at", "resolved_at")
    list_select_related = ("postmortem__incident", "started_by")
    raw_id_fields = ("postmortem", "document", "started_by", "resolved_by")


@admin.register(Comment)
class CommentRecords(OfPostmortem):
    list_display = ("postmortem", "thread", "by", "at", "outcome")
    list_select_related = ("postmortem__incident", "thread", "by")
    raw_id_fields = ("postmortem", "thread", "by", "decided_by")


@admin.register(Template)
class TemplateRecords(Records):
    list_display = ("name", "purpose", "visibility", "order", "archived_at")
    search_fields = ("name", "purpose")


@admin.register(TemplateVersion)
class TemplateVersionRecords(Records):
    list_display = ("template", "number", "created_at", "created_by", "published_at")
    list_select_related = ("template", "created_by")
    search_fields = ("template__name",)
    raw_id_fields = ("template", "created_by")


@admin.register(TemplateSection)
class TemplateSectionRecords(Records):
    list_display = ("version", "order", "title", "block", "required")
    list_select_related = ("version__template",)
    search_fields = ("title", "version__template__name")
    raw_id_fields = ("version",)


@admin.register(Language)
class LanguageRecords(Records):
    list_display = ("pk", "version", "changed_at")
    ordering = ("pk",)
