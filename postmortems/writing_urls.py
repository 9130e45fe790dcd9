"""Routes of the editor: each verb that writes a draft has one."""

from django.urls import URLPattern, path

from postmortems.views import beside, blocks, editor, factors, images, impact, moving, sections, whys

routes: list[URLPattern] = [
    path("<str:reference>/start/", editor.start, name="start"),
    path("<str:reference>/edit/", editor.edit, name="edit"),
    path("<str:reference>/edit/preview/", beside.preview, name="preview"),
    path("<str:reference>/edit/insert/", beside.insert, name="insert"),
    path("<str:reference>/edit/mentions/", beside.mentions, name="mentions"),
    path("<str:reference>/edit/blocks/<slug:name>/", beside.block, name="block"),
    path("<str:reference>/images/add/", images.add_image, name="add_image"),
    path("<str:reference>/retitle/", editor.retitle, name="retitle"),
    path("<str:reference>/move/", moving.move_to_version, name="move_to_version"),
    path("<str:reference>/authors/", editor.name_authors, name="name_authors"),
    path("<str:reference>/sections/<slug:key>/", sections.save_section, name="save_section"),
    path("<str:reference>/sections/<slug:key>/set-aside/", sections.set_aside, name="set_aside"),
    path("<str:reference>/conflicts/<int:pk>/", sections.settle_conflict, name="settle_conflict"),
    path("<str:reference>/figures/add/", impact.add_figure, name="add_figure"),
    path("<str:reference>/figures/<int:pk>/", impact.edit_figure, name="edit_figure"),
    path("<str:reference>/figures/<int:pk>/remove/", impact.remove_figure, name="remove_figure"),
    path("<str:reference>/figures/<int:pk>/restore/", impact.restore_figure, name="restore_figure"),
    path("<str:reference>/whys/add/", whys.add_why, name="add_why"),
    path("<str:reference>/whys/<int:pk>/", whys.edit_why, name="edit_why"),
    path("<str:reference>/whys/<int:pk>/root/", whys.mark_root, name="mark_root"),
    path("<str:reference>/whys/<int:pk>/move/", whys.move_why, name="move_why"),
    path("<str:reference>/whys/<int:pk>/hang/", whys.hang_why, name="hang_why"),
    path("<str:reference>/whys/<int:pk>/remove/", whys.remove_why, name="remove_why"),
    path("<str:reference>/whys/<int:pk>/restore/", whys.restore_why, name="restore_why"),
    path("<str:reference>/factors/add/", factors.add_factor, name="add_factor"),
    path("<str:reference>/factors/<int:pk>/", factors.edit_factor, name="edit_factor"),
    path("<str:reference>/factors/<int:pk>/answer/", factors.answer_factor, name="answer_factor"),
    path("<str:reference>/factors/<int:pk>/accept/", factors.accept_risk, name="accept_risk"),
    path("<str:reference>/factors/<int:pk>/withdraw/", factors.withdraw_risk, name="withdraw_risk"),
    path("<str:reference>/factors/<int:pk>/remove/", factors.remove_factor, name="remove_factor"),
    path("<str:reference>/factors/<int:pk>/restore/", factors.restore_factor, name="restore_factor"),
    path("<str:reference>/actions/add/", blocks.add_action, name="add_action"),
    path("<str:reference>/related/add/", blocks.relate, name="relate"),
    path("<str:reference>/related/<int:pk>/remove/", blocks.unrelate, name="unrelate"),
]
