#!/usr/bin/env bash
# Every command that people start, on a Node that is too old: it must say what to do in one line and
# nothing else.
set -euo pipefail
cd "$(dirname "$0")/../../.."

bin=$(test/journeys/nodes/install-node.sh 18.20.8)
export PATH="$bin:$PATH"
[ "$(node --version)" = v18.20.8 ]

failed=0
expect_advice() {
  local output code=0
  # npm warns of its own age as well.
  output=$("$@" 2>&1 </dev/null | grep -v '^npm warn') || code=$?
  if [ "$code" = 1 ] && [ "$(wc -l <<<"$output")" = 1 ] &&
    [[ $output == 'barometer: this needs Node '*' or newer and runs on 18.20.8: '* ]]; then
    printf 'ok      %s\n' "$*"
  else
    printf 'FAILED  %s: exit code %s\n%s\n' "$*" "$code" "$output"
    failed=1
  fi
}

expect_advice npm --silent start
expect_advice npm --silent run demo
expect_advice npm --silent run replay
expect_advice npx --no-install barometer status
exit "$failed"
