"""The queue of what takes long, and what the library leaves to us: tasks whose worker has died."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MAX_ATTEMPTS = 2
TASK_TIMEOUT = timedelta(minutes=2)  # no task of ours lasts so long: its worker is gone
TASK_TTL = timedelta(days=1)


def take_up_again(worker_id: str) -> None:
    """What this worker's predecessor was doing when it died is done once more, and then no more."""
    long_ago = timezone.now() - TASK_TIMEOUT
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1:] == [worker_id] or (task.started_at and task.started_at < long_ago):
            again = len(task.worker_ids) < MAX_ATTEMPTS
            task.status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
            task.save(update_fields=["status"])


def forget_old() -> None:
    """Tasks hold ids alone, and nobody looks at them once they are done."""
    old = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - TASK_TTL)
    old.delete()
