from activity.models import Heartbeat
from kit import clock


def beat(name: str, *, took_ms: int) -> None:
    """Write down that a tick was worked on; /readyz reads its age."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now(), "took_ms": took_ms})
