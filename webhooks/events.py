"""What other systems can be told of: the verbs of the record, under the names the record has for them."""

EVENTS = {
    "incident.declared": "An incident was declared",
    "incident.severity_changed": "Its severity changed",
    "incident.mitigated": "Customers are served again",
    "incident.resolved": "An incident was resolved",
    "incident.reopened": "An incident is open again",
    "incident.edited": "Its details were corrected",
    "incident.write_up_decided": "It was decided whether there is to be a write-up",
    "postmortem.started": "A write-up was begun",
    "postmortem.review_requested": "Review was requested",
    "postmortem.approved": "A reviewer approved",
    "postmortem.changes_requested": "A reviewer asked for changes",
    "postmortem.published": "A write-up was published",
    "postmortem.amendment_published": "A published write-up was amended",
    "action.created": "An action was promised",
    "action.edited": "An action was changed",
    "action.updated": "Somebody said how an action goes",
    "action.completed": "An action was completed",
    "action.dropped": "An action was dropped",
    "action.reopened": "An action was taken up again",
    "action.reprioritised": "An action has another deadline or priority",
    "meeting.called": "A review meeting was scheduled",
    "meeting.changed": "A review meeting was moved or changed",
    "meeting.cancelled": "A review meeting was cancelled",
    "meeting.ended": "A review meeting ended",
}
TEST = "webhook.test"
