from django.urls import URLPattern, URLResolver, include, path

from signals.views import chats, deliveries, mapping, receiving, sources, tray

app_name = "signals"

on_a_source: list[URLPattern | URLResolver] = [
    path("", deliveries.source, name="source"),
    path("edit/", sources.edit_source, name="edit_source"),
    path("rule/", sources.set_rule, name="set_rule"),
    path("fields/", mapping.mapping, name="mapping"),
    path("secret/", sources.set_secret, name="set_secret"),
    path("address/", sources.rotate_address, name="rotate_address"),
    path("pause/", sources.pause_source, name="pause_source"),
    path("remove/", sources.remove_source, name="remove_source"),
    path("replay/", deliveries.replay_all, name="replay_all"),
    path("let-through/", deliveries.let_through, name="let_through"),
    path("deliveries/<int:number>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:number>/replay/", deliveries.replay, name="replay"),
]

on_an_incident: list[URLPattern | URLResolver] = [
    path("tray/", tray.shown_tray, name="tray"),
    path("tray/promote/", tray.promote, name="promote"),
    path("tray/aside/", tray.set_aside, name="set_aside"),
    path("tray/back/", tray.bring_back, name="bring_back"),
    path("tray/taken-back/", tray.take_back, name="take_back"),
    path("chats/new/", chats.add_chat, name="add_chat"),
    path("chats/<int:pk>/remove/", chats.remove_chat, name="remove_chat"),
    path("chats/<int:pk>/restore/", chats.restore_chat, name="restore_chat"),
    path("incoming/", tray.incoming, name="incoming"),
]

urlpatterns = [
    path("hooks/<int:pk>/<str:token>/", receiving.receive, name="receive"),
    path("settings/sources/", sources.sources, name="sources"),
    path("settings/sources/new/", sources.add_source, name="add_source"),
    path("settings/sources/<int:pk>/", include(on_a_source)),
    path("incidents/<str:reference>/", include(on_an_incident)),
]
