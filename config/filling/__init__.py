"""A made-up organisation of any size, written in bulk: what the performance figures are measured on."""

from config.filling.plan import Plan
from config.filling.writing import write

__all__ = ["Plan", "write"]
