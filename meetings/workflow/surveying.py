from __future__ import annotations

import uuid

from django.db import transaction

from accounts import policy
from accounts.models import User
from kit.errors import Refused
from meetings.models import Attendee, Meeting, SurveyAnswer, SurveyTurn
from meetings.workflow.keeping import locked


@transaction.atomic
def answer_survey(meeting: Meeting, *, by: User, spoke: int, blameless: int, useful: int) -> None:
    """Three figures without person or time. Not recorded, because the record would say who answered when."""
    policy.require("meetings.take_part", by, meeting)
    meeting = locked(meeting)
    if meeting.state != Meeting.State.ENDED:
        raise Refused("The questions are asked after the meeting.")
    if not Attendee.objects.filter(meeting=meeting, user=by, joined_at__isnull=False).exists():
        raise Refused("The questions are for those who were there.")
    if not all(1 <= figure <= 5 for figure in (spoke, blameless, useful)):
        raise Refused("Answer each question with 1 to 5.")
    _, is_first = SurveyTurn.objects.get_or_create(meeting=meeting, user=by)
    if not is_first:
        raise Refused("You have answered already. Nobody can tell which answers are yours, so they stay.")
    SurveyAnswer.objects.create(id=uuid.uuid4(), meeting=meeting, spoke=spoke, blameless=blameless, useful=useful)
