#!/bin/sh
# Makes the three locks anew from pyproject.toml; `tools/lock.sh --upgrade` takes newer versions.
# Needs uv. Hashes are in, addresses are not: pip takes the packages from wherever it is set up to.
set -eu
cd "$(dirname "$0")/.."
lock="uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11"
$lock --group dev --output-file requirements-dev.txt "$@"
$lock --no-annotate --constraint requirements-dev.txt --output-file requirements.txt "$@"
uv pip compile --group build --quiet --no-annotate --generate-hashes --no-emit-index-url --no-header --universal \
    --python-version 3.11 --constraint requirements-dev.txt --output-file requirements-build.txt "$@"
