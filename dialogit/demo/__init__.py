"""What `manage.py demo` shows: a made-up workshop in Finnish."""
