#!/usr/bin/env bash
# The fast tests and the long ones on Node 24, which is what the functions run on, and in a time zone that is behind UTC
# and has daylight saving time. Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/../../.."

bin=$(test/journeys/nodes/install-node.sh 24.22.1)
export PATH="$bin:$PATH" TZ=America/Los_Angeles
printf 'Node %s, TZ=%s\n' "$(node --version)" "$TZ"
node_modules/.bin/vitest run --project fast --project alone --project long "$@"
