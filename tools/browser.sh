#!/bin/sh
# Sees to what the page tests need of Debian: installs it as root, else says how in one line.
# Chromium opens the pages; Playwright's driver, which steers it, needs libatomic; pdftotext reads the prints.
set -eu
PATH=$PATH:/usr/sbin:/sbin

missing=""
command -v chromium >/dev/null || missing="chromium fonts-liberation fonts-dejavu-core"
ldconfig -p | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf "musterbook: installing from Debian's packages: %s\n" "$missing" >&2
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    printf 'musterbook: tests of pages are skipped - sudo apt-get install %s\n' "$missing" >&2
fi
