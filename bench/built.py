"""Settings with static files as a production image serves them: hashed, compressed, kept by browsers."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES as _STORAGES
from kit.embedded import var_directory

STATIC_ROOT = var_directory() / "static"
STORAGES = {**_STORAGES, "staticfiles": {"BACKEND": "kit.bundles.BundledManifestStorage"}}
WHITENOISE_USE_FINDERS = False
