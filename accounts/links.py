"""Addresses that leave the product: absolute, from the configured base and never from a request's host."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import User


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def one_time_link(user: User) -> str:
    """Where this person can set a password, once."""
    return absolute(reset_path(user))


def reset_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
