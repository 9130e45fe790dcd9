from django.urls import path

from insights.views import exports, index, report, rows

app_name = "insights"

urlpatterns = [
    path("insights/", index.index, name="index"),
    path("insights/measures/", index.measures, name="measures"),
    path("insights/measures.csv", exports.measures, name="measures_file"),
    path("insights/practice/", index.practice, name="practice"),
    path("insights/connections/", index.connections, name="connections"),
    path("insights/report/", report.last_report, name="last_report"),
    path("insights/report/subscribe/", report.subscribe, name="subscribe"),
    path("insights/report/unsubscribe/", report.unsubscribe, name="unsubscribe"),
    path("insights/report/<slug:quarter>/", report.report, name="report"),
    path("insights/report/<slug:quarter>.pdf", report.document, name="report_file"),
    path("insights/rows/<slug:name>/", rows.rows, name="rows"),
    path("insights/rows/<slug:name>.csv", exports.rows, name="rows_file"),
]
