from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse

from accounts.models import Team, User
from accounts.roles import Relation
from actions.querysets import ActionQuerySet
from incidents.models import Incident
from kit import clock

OPEN = models.Q(state__in=["todo", "in_progress"])
CLOSED = models.Q(closed_at__isnull=False)
RAN = models.Q(clock_started_at__isnull=False) & ~models.Q(state="dropped")


# Benefit ÷ effort of large, medium and small (4, 2, 1), times four so that it stays a whole number.
POINTS = {"small": 1, "medium": 2, "large": 4}
WORTH = models.Case(
    *(
        models.When(gain=gain, effort=effort, then=models.Value(4 * POINTS[gain] // POINTS[effort]))
        for gain in POINTS
        for effort in POINTS
    ),
    default=models.Value(0),
    output_field=models.PositiveSmallIntegerField(),
)


class Action(models.Model):
    """A change that was promised. Never deleted: it ends done, with evidence, or dropped, with a rationale."""

    class Priority(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    class State(models.TextChoices):
        TODO = "todo", "To do"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    class Category(models.TextChoices):
        MONITORING = "monitoring", "Monitoring"
        TESTING = "testing", "Testing"
        PROCESS = "process", "Process"
        TOOLING = "tooling", "Tooling"
        DOCUMENTATION = "documentation", "Documentation"
        TRAINING = "training", "Training"
        ARCHITECTURE = "architecture", "Architecture"

    class Effort(models.TextChoices):
        UNKNOWN = "", "Not estimated"
        SMALL = "small", "Hours"
        MEDIUM = "medium", "Days"
        LARGE = "large", "Weeks"

    class Gain(models.TextChoices):
        UNKNOWN = "", "Not estimated"
        SMALL = "small", "A little"
        MEDIUM = "medium", "Noticeably"
        LARGE = "large", "A lot"

    class Source(models.TextChoices):
        WRITE_UP = "write_up", "A write-up"
        INCIDENT = "incident", "An incident"
        OTHER_TEAM = "other_team", "Another team's write-up"
        ALONE = "alone", "Its own idea"

    number = models.PositiveIntegerField(unique=True, editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField(max_length=10_000, blank=True)
    done_when = models.TextField(max_length=2_000, blank=True, help_text="The test that tells it is done.")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    priority = models.CharField(max_length=6, choices=Priority.choices, default=Priority.MEDIUM)
    category = models.CharField(max_length=15, choices=Category.choices, default=Category.PROCESS)
    effort = models.CharField(max_length=6, choices=Effort.choices, blank=True, default=Effort.UNKNOWN)
    benefit = models.CharField(max_length=300, blank=True, help_text="What should get better.")
    gain = models.CharField(max_length=6, choices=Gain.choices, blank=True, default=Gain.UNKNOWN)
    worth = models.GeneratedField(
        expression=WORTH,
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
        help_text="Benefit over effort, for sorting: 0 while one of them is not estimated.",
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.TODO)
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ALONE)
    source_note = models.CharField(max_length=200, blank=True)
    ticket = models.CharField(max_length=40, blank=True, help_text="For example PROJ-5683.")
    ticket_url = models.URLField(max_length=1_000, blank=True)
    evidence = models.TextField(max_length=2_000, blank=True)
    evidence_url = models.URLField(max_length=1_000, blank=True)
    rationale = models.TextField(max_length=2_000, blank=True, help_text="Why it was dropped.")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moved = models.PositiveSmallIntegerField(default=0, help_text="How often the deadline was moved.")
    snoozed_until = models.DateField(null=True, blank=True, help_text="Nobody is told before this day of the owner's.")
    snoozes = models.PositiveSmallIntegerField(default=0, help_text="How often it was snoozed.")
    declined_at = models.DateTimeField(
        null=True, blank=True, help_text="When its owner said no; it waits for whoever leads to give it away."
    )
    decline_reason = models.CharField(max_length=500, blank=True)
    blocked = models.BooleanField(default=False)
    latest_note = models.CharField(max_length=300, blank=True, help_text="First line of the newest update.")
    clock_started_at = models.DateTimeField(
        null=True, blank=True, help_text="From when the ladder counts: publication, or creation when it stands alone."
    )
    deadline_set_at = models.DateTimeField(default=clock.now, help_text="Rungs that opened earlier are not told.")
    next_step_at = models.DateTimeField(null=True, blank=True, help_text="When the next rung opens.")
    last_step = models.CharField(
        max_length=12, blank=True, help_text="Key of the last rung that opened for this deadline."
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="dropped") | ~models.Q(rationale=""), name="action_dropped_has_rationale"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(evidence="") | ~models.Q(evidence_url=""),
                name="action_done_has_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "dropped"], closed_at__isnull=False)
                | models.Q(state__in=["todo", "in_progress"], closed_at__isnull=True),
                name="action_closed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(clock_started_at__isnull=True)
                | models.Q(closed_at__isnull=False)
                | models.Q(owner__isnull=False, due_on__isnull=False),
                name="action_running_has_owner_and_deadline",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=date(2000, 1, 1), due_on__lt=date(2200, 1, 1)),
                name="action_deadline_sane",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at"], name="action_next_step", condition=models.Q(next_step_at__isnull=False)
            ),
            # Carries every filter of the list, so that the rungs are counted without touching the rows.
            models.Index(
                fields=["due_on", "id"],
                include=["clock_started_at", "incident", "team", "owner", "priority", "category", "blocked"],
                name="action_open_due",
                condition=OPEN,
            ),
            models.Index(fields=["owner", "due_on"], name="action_open_owner", condition=OPEN),
            models.Index(fields=["team", "due_on"], name="action_open_team", condition=OPEN),
            models.Index(
                fields=["number"], name="action_waiting", condition=OPEN & models.Q(clock_started_at__isnull=True)
            ),
            models.Index(fields=["due_on"], name="action_blocked", condition=OPEN & models.Q(blocked=True)),
            models.Index(
                fields=["declined_at"], name="action_declined", condition=OPEN & models.Q(declined_at__isnull=False)
            ),
            models.Index(fields=["-closed_at", "-id"], name="action_closed", condition=CLOSED),
            # With all that is counted by: a team has thousands, on as many pages of the table.
            models.Index(
                fields=["team", "-closed_at", "-id"],
                include=["incident", "owner", "state", "clock_started_at"],
                name="action_closed_team",
                condition=CLOSED,
            ),
            models.Index(fields=["-due_on", "-id"], name="action_was_due", condition=RAN),
            models.Index(
                fields=["team", "-due_on", "-id"],
                include=[
                    "incident",
                    "owner",
                    "state",
                    "priority",
                    "category",
                    "closed_at",
                    "moved",
                    "clock_started_at",
                ],
                name="action_was_due_team",
                condition=RAN,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:action", args=[self.number])

    @property
    def reference(self) -> str:
        """The incident's, for the record; empty when it stands alone."""
        return self.incident.reference if self.incident is not None else ""

    @property
    def code(self) -> str:
        return f"ACT-{self.number}"

    @property
    def safe_title(self) -> str:
        return self.title if self.is_open_to_all else self.code

    @property
    def is_open_to_all(self) -> bool:
        return self.incident is None or self.incident.is_open_to_all

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.TODO, self.State.IN_PROGRESS)

    @property
    def is_running(self) -> bool:
        """Open, and its clock counts: its write-up is published, or it stands alone."""
        return self.is_open and self.clock_started_at is not None

    @property
    def involved_team_ids(self) -> frozenset[int]:
        teams = {self.team_id} if self.team_id else set()
        if self.incident is not None and not teams:
            teams |= self.incident.involved_team_ids
        return frozenset(teams)

    def relations(self, user: User) -> set[str]:
        found = user.relations_to_teams(self.involved_team_ids)
        if self.owner_id == user.pk:
            found.add(Relation.OWNER)
        return found

    def ladder_key(self, step: str) -> str:
        """Names a rung of the present deadline for ever: its notices carry it, so that each is told once."""
        return f"ladder:{self.pk}:{self.due_on}:{self.moved}:{step}"

    def is_snoozed(self, on: date) -> bool:
        """Ends by itself on its day; the ladder's weeks go on counting."""
        return self.is_open and self.snoozed_until is not None and on < self.snoozed_until

    def days_late(self, on: date) -> int:
        """Whole calendar days past the deadline; 0 when not late, closed or undated."""
        if self.due_on is None or not self.is_open:
            return 0
        return max((on - self.due_on).days, 0)
