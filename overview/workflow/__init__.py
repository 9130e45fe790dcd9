from overview.workflow.digests import send_digests

__all__ = ["send_digests"]
