from actions.models.action import Action
from actions.models.logs import ActionUpdate, Check, DeadlineChange, Decision, Snooze

__all__ = ["Action", "ActionUpdate", "Check", "DeadlineChange", "Decision", "Snooze"]
