"""What a token may be used for, at most: beside it everything that the person it acts for may do counts as always."""

SCOPES = {
    "incidents:read": "Read incidents, timelines, signals, services, teams and people",
    "incidents:write": "Declare and change incidents and their timelines",
    "write-ups:read": "Read write-ups and their sections, and export them",
    "write-ups:write": "Start write-ups and type into their sections",
    "actions:read": "Read actions",
    "actions:write": "Create, change, complete and drop actions",
    "search:read": "Search the library",
    "measures:read": "Read the measures of Insights",
}
READING = tuple(scope for scope in SCOPES if scope.endswith(":read"))
