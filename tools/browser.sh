#!/bin/sh
# Sees to the browser that the page tests open: installs Debian's Chromium as root, else says how.
# Playwright's driver, which steers it, needs libatomic besides.
set -eu
PATH=$PATH:/usr/sbin:/sbin
if command -v chromium >/dev/null && ldconfig -p | grep -q 'libatomic\.so\.1'; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf "musterbook: installing chromium from Debian's packages\n" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium libatomic1 fonts-liberation fonts-dejavu-core >/dev/null
else
    printf 'musterbook: no chromium, so page tests are skipped - sudo apt-get install chromium libatomic1\n' >&2
fi
