"""Who may join the live document of a write-up, and what they may do there."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts import policy
from accounts.models import User
from kit.components.words import hue
from live.rights import Rights
from postmortems.models import Postmortem, Revision, Section, TemplateSection


def rights(document_id: int, user: User) -> Rights | None:
    """Who sees the incident follows the typing; who may edit types, but not in what is published."""
    sections = Section.objects.filter(postmortem=OuterRef("pk"), prose=True)
    # What a page that was opened before a move still shows: words typed there bring their section back.
    left = TemplateSection.objects.filter(
        version__template=OuterRef("template_version__template"), version__published_at__isnull=False, prose=True
    ).exclude(key__in=Section.objects.filter(postmortem=OuterRef(OuterRef("pk"))).values("key"))
    rows = Postmortem.objects.visible_to(user).select_related("incident")
    rows = rows.annotate(keys=ArraySubquery(sections.values("key")), left=ArraySubquery(left.values("key")))
    postmortem = rows.filter(document=document_id).first()
    is_present = postmortem is not None
    if postmortem is None:  # an amendment has opened another document since
        earlier = Revision.objects.filter(document=document_id).values("postmortem")
        postmortem = rows.filter(pk__in=earlier).first()
    if postmortem is None:
        return None
    return Rights(
        may_write=is_present and postmortem.is_editable and policy.allows("postmortems.edit", user, postmortem),
        sections=frozenset(postmortem.keys) | frozenset(postmortem.left),
        handle=user.handle,
        name=user.name,
        hue=hue(user.handle),
    )
