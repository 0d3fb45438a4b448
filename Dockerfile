# syntax=docker/dockerfile:1
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv --without-pip /opt/pactwatch
COPY requirements/ requirements/
RUN python -m pip --python /opt/pactwatch/bin/python install --require-hashes --only-binary :all: -r requirements/runtime.txt
COPY pyproject.toml README.md CHANGELOG.md ./
COPY monitor/ monitor/
COPY rules/ rules/
RUN python -m venv /opt/build \
 && /opt/build/bin/python -m pip install --require-hashes --only-binary :all: -r requirements/dev.txt \
 && /opt/build/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && python -m pip --python /opt/pactwatch/bin/python install --no-deps --no-index /wheels/*.whl

FROM python:${PYTHON}
RUN python -m pip uninstall --yes pip \
 && groupadd --gid 10001 pactwatch \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pactwatch \
 && install --directory --owner pactwatch --group pactwatch /srv/pactwatch/state
COPY --from=build /opt/pactwatch /opt/pactwatch
COPY rules/ /srv/pactwatch/rules/
WORKDIR /srv/pactwatch
ENV PATH=/opt/pactwatch/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME ["/srv/pactwatch/state"]
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["pactwatch", "status", "--alive"]
ENTRYPOINT ["pactwatch"]
CMD ["run"]
