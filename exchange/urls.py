from django.urls import path

from exchange.views import exporting, importing, lists

app_name = "exchange"
urlpatterns = [
    path("import/", importing.imports, name="imports"),
    path("import/<int:pk>/", importing.one_import, name="import"),
    path("import/<int:pk>/save/", importing.save, name="save"),
    path("import/<int:pk>/discard/", importing.discard, name="discard"),
    path("import/<int:batch>/<int:pk>/", importing.file, name="file"),
    path("import/<int:batch>/<int:pk>/leave-out/", importing.leave_out, name="leave_out"),
    path("exports/", exporting.exports, name="exports"),
    path("exports/library/", exporting.ask_for_many, name="ask_for_many"),
    path("exports/incidents.csv", lists.incidents, name="incidents_csv"),
    path("exports/postmortems.csv", lists.postmortems, name="postmortems_csv"),
    path("exports/<int:pk>/", exporting.export, name="export"),
    path("exports/<int:pk>/file/", exporting.fetch, name="fetch"),
    path("postmortems/<str:reference>/export/", exporting.export_menu, name="export_menu"),
    path("postmortems/<str:reference>/export/ask/", exporting.ask, name="ask"),
    path("postmortems/<str:reference>/export/<slug:format>/", exporting.export_one, name="export_one"),
]
