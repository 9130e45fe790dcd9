from django.urls import path

from insights.views import exports, index, rows

app_name = "insights"

urlpatterns = [
    path("insights/", index.index, name="index"),
    path("insights/measures/", index.measures, name="measures"),
    path("insights/measures.csv", exports.measures, name="measures_file"),
    path("insights/rows/<slug:name>/", rows.rows, name="rows"),
    path("insights/rows/<slug:name>.csv", exports.rows, name="rows_file"),
]
