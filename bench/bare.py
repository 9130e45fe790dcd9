"""Settings of the yardstick: the product's own stack, with one view that does nothing."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.bare_urls"
