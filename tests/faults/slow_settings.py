from dialogit.settings import *  # noqa: F403
from dialogit.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.slow_documents.Slow"]
