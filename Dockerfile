# One image for the servers, the worker and housekeeping. Nothing in it is secret.
FROM python:3.13-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gettext && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /dialogit
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY . .
RUN DIALOGIT_VAR=/tmp/var .venv/bin/python manage.py compilemessages -l fi -l sv

FROM python:3.13-slim-bookworm
RUN useradd --create-home --uid 1000 dialogit && install -d -o dialogit -m 700 /var/lib/dialogit
COPY --from=build /dialogit /dialogit
ENV PATH=/dialogit/.venv/bin:$PATH PYTHONUNBUFFERED=1 DIALOGIT_VAR=/var/lib/dialogit
WORKDIR /dialogit
USER dialogit
VOLUME /var/lib/dialogit
EXPOSE 8000
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--no-worker"]
