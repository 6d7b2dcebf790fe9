"""What the operator sees at ``/metrics``: counts of this process since it started, never about a person."""

from prometheus_client import Counter, Gauge, Histogram

WRITE_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

sockets = Gauge("dialogit_sockets", "Sockets open now", ["role"])
frames = Counter("dialogit_frames", "Frames handed to sockets")
refetches = Counter("dialogit_refetches", "Regions that a browser asked for anew")
dropped_readers = Counter("dialogit_dropped_readers", "Sockets closed because nobody read at the other end")
push_errors = Counter("dialogit_push_errors", "Frames that the channel layer did not take")
refused = Counter("dialogit_refused", "What was refused at the door", ["what"])
writes = Histogram("dialogit_write_seconds", "From the request to its answer", buckets=WRITE_BUCKETS)
