from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.calendars import Calendar
from accounts.calendars import DayOff as DayOff
from accounts.querysets import InvitationQuerySet, TeamQuerySet, UserManager
from accounts.roles import OrganisationRole, Relation
from accounts.zones import ZONE_NAMES
from kit import clock
from kit.compiled import Compiled
from kit.workdays import Workdays


def validate_zone(name: str) -> None:
    if name not in ZONE_NAMES:
        raise ValidationError("Choose a time zone from the list, for example Europe/Berlin.")


WEEKDAYS = [
    (1, "Monday"),
    (2, "Tuesday"),
    (3, "Wednesday"),
    (4, "Thursday"),
    (5, "Friday"),
    (6, "Saturday"),
    (7, "Sunday"),
]


def five_days() -> list[int]:
    return [1, 2, 3, 4, 5]


handle_rule = RegexValidator(
    r"^[a-z0-9][a-z0-9-]{1,38}$", "Use 2 to 39 small letters, digits and hyphens, beginning with a letter or digit."
)


class User(AbstractBaseUser):
    """A person. Deactivated rather than deleted, because the record names them."""

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the system"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    email = models.EmailField(max_length=254, unique=True, help_text="Kept in small letters.")
    handle = models.CharField(max_length=39, unique=True, validators=[handle_rule])
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=OrganisationRole.choices, default=OrganisationRole.MEMBER)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    shortcuts = models.BooleanField(default=True, help_text="Single-key shortcuts such as C for a new incident.")
    workdays = ArrayField(models.PositiveSmallIntegerField(), default=five_days, help_text="ISO weekdays, 1 is Monday.")
    calendar = models.ForeignKey(
        Calendar,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        help_text="Of days off; empty: the team's.",
    )
    days_off = ArrayField(models.DateField(), default=list, blank=True, help_text="Copied from the calendar.")
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False, help_text="A program acts through it by a token; nobody signs in.")
    joined_at = models.DateTimeField(default=clock.now)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    sessions_ended_at = models.DateTimeField(
        null=True, blank=True, help_text="Sessions begun earlier are worthless, also after a reactivation."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_small_letters"),
            models.CheckConstraint(condition=models.Q(handle=Lower("handle")), name="user_handle_small_letters"),
            models.CheckConstraint(condition=models.Q(role__in=OrganisationRole.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.handle])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def working(self) -> Workdays:
        return Workdays(frozenset(self.workdays or five_days()), frozenset(self.days_off))

    @property
    def safe_title(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match: changes with the password and when all sessions are ended."""
        key = f"{self.password}:{self.sessions_ended_at.isoformat() if self.sessions_ended_at else ''}"
        return salted_hmac("accounts.session", key, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_administrator(self) -> bool:
        return self.role == OrganisationRole.ADMINISTRATOR

    @property
    def is_staff(self) -> bool:
        """Django admin's name for who may sign in to it."""
        return self.is_administrator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_administrator

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return self.has_perm("")

    def has_module_perms(self, app_label: str) -> bool:
        return self.has_perm("")

    @cached_property
    def own_teams(self) -> list[Team]:
        """Teams this person belongs to, leads or manages, by name; read once per request."""
        return OWN_TEAMS.instances(self.pk)

    @property
    def team_ids(self) -> frozenset[int]:
        return frozenset(team.pk for team in self.own_teams)

    @property
    def led_team_ids(self) -> frozenset[int]:
        return frozenset(team.pk for team in self.own_teams if team.lead_id == self.pk)

    @property
    def managed_team_ids(self) -> frozenset[int]:
        return frozenset(team.pk for team in self.own_teams if team.manager_id == self.pk)

    def relations(self, user: User) -> set[str]:
        return {Relation.SELF} if user.pk == self.pk else set()

    def relations_to_teams(self, team_ids: set[int] | frozenset[int]) -> set[str]:
        """What this person is to a thing in which those teams are involved."""
        found: set[str] = set()
        if self.team_ids & team_ids:
            found.add(Relation.TEAM_MEMBER)
            if self.led_team_ids & team_ids:
                found.add(Relation.TECH_LEAD)
            if self.managed_team_ids & team_ids:
                found.add(Relation.MANAGER)
        return found


class Team(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    manager = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="manages")
    members = models.ManyToManyField(User, through="Membership", related_name="teams")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    standup_list = models.EmailField(blank=True, help_text="Address that reaches the team before its standup.")
    standup_day = models.PositiveSmallIntegerField(choices=WEEKDAYS, default=1, help_text="Of the weekly list.")
    standup_at = models.TimeField(default=time(9, 30), help_text="The weekly list is sent an hour before.")
    channel = models.CharField(max_length=80, blank=True, help_text="Chat channel, for example #payments.")
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="teams")
    days_off = ArrayField(models.DateField(), default=list, blank=True, help_text="Copied from the calendar.")
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="team_name_unique"),
            models.CheckConstraint(condition=models.Q(standup_day__range=(1, 7)), name="team_standup_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:team", args=[self.slug])

    @property
    def safe_title(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def working(self) -> Workdays:
        return Workdays(holidays=frozenset(self.days_off))

    def relations(self, user: User) -> set[str]:
        return user.relations_to_teams({self.pk})


OWN_TEAMS = Compiled(lambda pk: Team.objects.of(User(pk=pk)).order_by("name"), -1_234_567)


class Membership(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


def new_seed() -> str:
    return secrets.token_hex(16)


class Invitation(models.Model):
    """A pending seat. The mail holds the secret; the row its hash, and a seed that is worthless without our key."""

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=OrganisationRole.choices, default=OrganisationRole.MEMBER)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations")
    seed = models.CharField(max_length=32, default=new_seed, help_text="A new one makes earlier links worthless.")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_pending",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_absolute_url(self) -> str:
        """Holds the secret: for the mail to the person invited only."""
        return reverse("accounts:invitation", args=[self.token])

    @property
    def safe_title(self) -> str:
        return self.email

    @property
    def token(self) -> str:
        """Made from the seed and the installation's key, so that a mail sent twice carries the same link."""
        return salted_hmac("accounts.invitation", self.seed, algorithm="sha256").hexdigest()

    def relations(self, user: User) -> set[str]:
        return set()

    def is_usable(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at

    @staticmethod
    def digest(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
