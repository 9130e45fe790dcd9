"""Checks that advise and keep nothing from happening: each module has one, a pure function of the snapshot.

They speak up only when they are sure: a wrong alarm costs more than a miss.
"""

from postmortems.advice.advice import Advice
from postmortems.advice.advising import advise

__all__ = ["Advice", "advise"]
