"""The routes of Insights: everybody reads them, and counts what they may see."""

from tests.architecture.route import Route

INSIGHTS = [
    Route("insights:index"),
    Route("insights:measures"),
    Route("insights:measures_file"),
    Route("insights:practice"),
    Route("insights:connections"),
    Route("insights:last_report"),
    Route("insights:report", of="quarter"),
    Route("insights:report_file", of="quarter"),
    Route("insights:subscribe", methods="POST"),
    Route("insights:unsubscribe", methods="POST"),
    Route("insights:rows", of="number"),
    Route("insights:rows_file", of="number"),
]
