"""The worker, in this very process: what waits is done, as `manage.py run_tasks` does it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def work(worker_id: str = "of-the-test") -> None:
    """Does all that may be done now, in the test's own transaction: the worker's loop would end it."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    while task := DBTaskResult.objects.ready().first():
        task.claim(worker_id)
        worker.run_task(task)


def work_later() -> None:
    """What was put off is done too, as if its time had come."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
    work()
