#!/bin/sh
# Sees to the browser that the page tests open: installs Debian's Chromium as root, else says how.
set -eu
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf "musterbook: installing chromium from Debian's packages\n" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fonts-liberation fonts-dejavu-core >/dev/null
else
    printf 'musterbook: no chromium, so page tests are skipped - sudo apt-get install chromium\n' >&2
fi
