"""The routes of Insights: everybody reads them, and counts what they may see."""

from tests.architecture.route import Route

INSIGHTS = [
    Route("insights:index"),
    Route("insights:measures"),
    Route("insights:measures_file"),
    Route("insights:rows", of="number"),
    Route("insights:rows_file", of="number"),
]
