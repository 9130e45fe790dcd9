"""Routes of templates: everybody reads them, administrators edit the draft of the next version."""

from django.urls import URLPattern, path

from postmortems.views import template_drafts as drafts
from postmortems.views import templates

routes: list[URLPattern] = [
    path("", templates.templates, name="templates"),
    path("new/", templates.create_template, name="create_template"),
    path("<slug:slug>/", templates.template, name="template"),
    path("<slug:slug>/edit/", templates.edit_template, name="edit_template"),
    path("<slug:slug>/order/", templates.reorder_template, name="reorder_template"),
    path("<slug:slug>/archive/", templates.archive_template, name="archive_template"),
    path("<slug:slug>/restore/", templates.restore_template, name="restore_template"),
    path("<slug:slug>/compare/", templates.compare_versions, name="compare_versions"),
    path("<slug:slug>/versions/<int:number>/", templates.template_version, name="template_version"),
    path("<slug:slug>/draft/", drafts.template_draft, name="template_draft"),
    path("<slug:slug>/draft/open/", drafts.open_draft, name="open_draft"),
    path("<slug:slug>/draft/checklist/", drafts.edit_checklist, name="edit_checklist"),
    path("<slug:slug>/draft/publish/", drafts.publish_template, name="publish_template"),
    path("<slug:slug>/draft/discard/", drafts.discard_draft, name="discard_draft"),
    path("<slug:slug>/draft/sections/add/", drafts.add_template_section, name="add_template_section"),
    path("<slug:slug>/draft/sections/<slug:key>/", drafts.edit_template_section, name="edit_template_section"),
    path("<slug:slug>/draft/sections/<slug:key>/move/", drafts.move_template_section, name="move_template_section"),
    path(
        "<slug:slug>/draft/sections/<slug:key>/remove/", drafts.remove_template_section, name="remove_template_section"
    ),
    path(
        "<slug:slug>/draft/sections/<slug:key>/bring-back/",
        drafts.bring_back_template_section,
        name="bring_back_template_section",
    ),
]
