#!/bin/sh
# Sets up .venv for `users` (run musterbook) or `developers` (test and check it too), from the hashed locks.
set -eu
cd "$(dirname "$0")/.."
who=${1:?users or developers}
python=${PYTHON:-python3}

say() { printf 'musterbook: %s\n' "$*" >&2; }
refuse() { say "$*"; exit 2; }
as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

command -v "$python" >/dev/null || refuse "no $python here - apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    refuse "$python is older than 3.11 - name a newer one: make PYTHON=python3.12 ..."

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    as_root || refuse "$python cannot make environments - sudo apt-get install python3-venv, then again"
    say "installing python3-venv from Debian's packages"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
fi

case $who in
    users) locks="-r requirements.txt -r requirements-build.txt" ;;
    developers) locks="-r requirements-dev.txt" ;;
    *) refuse "set up for whom? users or developers, not $who" ;;
esac

[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
say "setting up .venv for $who (once; from the pip cache where it has the packages)"
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore .venv/bin/python -m pip install -qq"
# shellcheck disable=SC2086
$pip --no-compile --require-hashes $locks
$pip --no-deps --no-build-isolation --editable .
touch .venv/.users
[ "$who" = users ] || touch .venv/.developers
