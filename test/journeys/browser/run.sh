#!/usr/bin/env bash
# Segment's own browser client in headless Chromium against the running server. Chromium comes from
# Debian where it is missing; elsewhere CHROMIUM names an executable. Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/../../.."

skip() {
  printf '\n%s\n' \
    '**********************************************************************' \
    "** SKIPPED: the browser test did not run: $1" \
    '**********************************************************************'
  exit 0
}

found() {
  CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
  [ -n "$CHROMIUM" ] && [ -x "$CHROMIUM" ]
}

if ! found; then
  command -v apt-get >/dev/null || skip 'there is no Chromium; name one in CHROMIUM'
  [ "$(id -u)" = 0 ] || skip 'there is no Chromium (Debian: apt-get install chromium)'
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium ||
    skip 'Chromium cannot be installed'
  found || skip 'Chromium was installed and cannot be found'
fi
export CHROMIUM
node_modules/.bin/vitest run --project browser "$@"
