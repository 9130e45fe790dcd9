"""The roles a person can have: one in the organisation, any number towards a thing."""

from django.db import models


class OrganisationRole(models.TextChoices):
    VIEWER = "viewer", "Viewer"
    MEMBER = "member", "Member"
    LEADERSHIP = "leadership", "Leadership"
    ADMINISTRATOR = "administrator", "Administrator"


class Relation(models.TextChoices):
    """What somebody is to one incident, write-up, action or team."""

    TECH_LEAD = "tech_lead", "Tech lead of a team involved"
    MANAGER = "manager", "Engineering manager of a team involved"
    TEAM_MEMBER = "team_member", "Member of a team involved"
    PARTICIPANT = "participant", "Listed on the incident"
    AUTHOR = "author", "Author of the write-up"
    REVIEWER = "reviewer", "Named reviewer"
    OWNER = "owner", "Owner of the action or the accepted risk"
    FACILITATOR = "facilitator", "Facilitator of the meeting"
    CALLER = "caller", "Whoever called the meeting"
    SELF = "self", "The person concerned"
