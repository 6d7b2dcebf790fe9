"""The product's own settings, with a folder of their own and cheap passwords. DATABASE_URL holds here too."""

import os
import sys
import tempfile
from pathlib import Path

if sys.dont_write_bytecode:
    # So containers often have it. Tests start Python dozens of times, and half of a start would be compiling.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(sys.prefix) / "compiled")
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}
os.environ.setdefault("DIALOGIT_VAR", tempfile.mkdtemp(prefix="dialogit-tests-"))

from dialogit.settings import *  # noqa: F403
from dialogit.settings import CACHES, DATABASES, IN_MEMORY, STORAGES, VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
CACHES = {"default": {"BACKEND": IN_MEMORY}, "drawn": CACHES["drawn"]}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": STORAGES["documents"],
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because sockets and threads look at it too; it need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
