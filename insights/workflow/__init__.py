from insights.workflow.reporting import due_at, send_reports
from insights.workflow.subscribing import subscribe, unsubscribe
from insights.workflow.sweeping import SWEEPING, sweep

__all__ = ["SWEEPING", "due_at", "send_reports", "subscribe", "sweep", "unsubscribe"]
