from insights.workflow.sweeping import SWEEPING, sweep

__all__ = ["SWEEPING", "sweep"]
