"""Trackers that tickets live in. Another one is one module with the calls of Provider, and a line in PROVIDERS."""

from tickets.providers.base import Broken, Content, Missing, Provider, Remote, Unreachable
from tickets.providers.github import GitHub
from tickets.providers.jira import JiraCloud, JiraDataCenter

PROVIDERS: dict[str, type[Provider]] = {each.key: each for each in (JiraCloud, JiraDataCenter, GitHub)}

__all__ = ["PROVIDERS", "Broken", "Content", "Missing", "Provider", "Remote", "Unreachable"]
