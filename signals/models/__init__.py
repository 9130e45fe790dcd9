from signals.models.chat import Chat, Message
from signals.models.delivery import Delivery, Signal
from signals.models.held import HeldBack
from signals.models.incident import Citation, Opening, SetAside, Sighting
from signals.models.source import Source

__all__ = ["Chat", "Citation", "Delivery", "HeldBack", "Message", "Opening", "SetAside", "Sighting", "Signal", "Source"]
