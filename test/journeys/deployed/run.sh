#!/usr/bin/env bash
# The real `cdk bootstrap` and `cdk deploy` of two environments against an emulated cloud on loopback,
# then the tests in this folder over HTTP, then `cdk destroy`. cfn-lint reads the templates before. Needs python3 with venv and PyPI, and nothing of AWS.
# Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/../../.."

readonly MINISTACK=1.5.33
readonly CFN_LINT=1.58.0
readonly VENV=.venv-deployed
readonly OUT=cdk.out/deployed
readonly CDK=node_modules/.bin/cdk

skip() {
  printf '\n%s\n%s\n%s\n' \
    '**********************************************************************' \
    "** SKIPPED: the deployed test did not run: $1" \
    '**********************************************************************'
  exit 0
}

install_tools() {
  command -v python3 >/dev/null || skip 'there is no python3'
  if ! "$VENV/bin/python" -c 'import ministack, cfnlint' 2>/dev/null; then
    rm -rf "$VENV"
    python3 -m venv "$VENV" || skip 'python3 cannot make a venv (Debian: apt-get install python3-venv)'
  fi
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "ministack==$MINISTACK" "cfn-lint==$CFN_LINT" ||
    skip "ministack $MINISTACK and cfn-lint $CFN_LINT cannot be installed from PyPI"
}

# Nothing below may reach a real account, whatever the developer's shell has set.
leave_aws() {
  unset AWS_PROFILE AWS_SESSION_TOKEN AWS_DEFAULT_PROFILE
  export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
  export AWS_EC2_METADATA_DISABLED=true AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1
  export AWS_ENDPOINT_URL="http://127.0.0.1:$PORT"
}

emulator=''
stop_emulator() {
  [ -n "$emulator" ] || return 0
  kill "$emulator" 2>/dev/null || return 0
  for _ in $(seq 50); do
    kill -0 "$emulator" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$emulator" 2>/dev/null || true
}
trap stop_emulator EXIT

answers() {
  "$VENV/bin/python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])' "$1" 2>/dev/null
}

# A failed job is tried again after one minute and after two more, as AWS does.
start_emulator() {
  BIND_HOST=127.0.0.1 GATEWAY_PORT=$PORT IOT_MTLS_ENABLED=0 \
    LAMBDA_ASYNC_RETRY_BASE_SECONDS=60 LAMBDA_ASYNC_RETRY_MAX_SECONDS=120 \
    "$VENV/bin/ministack" >"$OUT/emulator.log" 2>&1 </dev/null &
  emulator=$!
  export EMULATOR_PID=$emulator
  for _ in $(seq 100); do
    answers "$AWS_ENDPOINT_URL/_ministack/health" && return 0
    kill -0 "$emulator" 2>/dev/null || break
    sleep 0.2
  done
  tail -20 "$OUT/emulator.log"
  echo 'the emulator did not start' >&2
  exit 1
}

step() {
  printf '\n== %s\n' "$*"
  "$@"
}

install_tools
rm -rf "$OUT"
mkdir -p "$OUT"
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
leave_aws
start_emulator

# The schedules of staging come within minutes, so that they can be waited for.
cat >"$OUT/quick.json" <<'JSON'
{ "schedules": { "seal": "rate(1 minute)", "score": "rate(1 minute)" } }
JSON

# Those of dev never come by themselves, but for the tail: what they leave undone can be looked at.
cat >"$OUT/never.json" <<'JSON'
{
  "schedules": {
    "seal": "cron(0 0 1 1 ? 2099)",
    "score": "cron(0 0 1 1 ? 2099)",
    "close": "cron(0 0 1 1 ? 2099)"
  }
}
JSON

step "$CDK" synth --quiet -c env=dev -c settings="$OUT/never.json" --output "$OUT/dev"
step "$CDK" synth --quiet -c env=staging -c settings="$OUT/quick.json" --output "$OUT/staging"
# Listing makes the template too, and bundles no code.
step "$CDK" list -c env=prod --output "$OUT/prod"
# CDK writes the role of a function twice, as a reference and as a dependency; W3005 is about that.
step "$VENV/bin/cfn-lint" --ignore-checks W3005 -- "$OUT"/*/*.template.json

step "$CDK" bootstrap --app "$OUT/dev" aws://000000000000/us-east-1
for env in dev staging; do
  step "$CDK" deploy --app "$OUT/$env" --require-approval never --outputs-file "$OUT/outputs-of-barometer-$env.json"
  step node --import tsx test/journeys/deployed/begin-earlier.ts "barometer-$env"
  step "$CDK" diff --app "$OUT/$env" --fail
done
step node_modules/.bin/vitest run --project deployed "$@"
for env in staging dev; do
  step "$CDK" destroy --app "$OUT/$env" --force
done
