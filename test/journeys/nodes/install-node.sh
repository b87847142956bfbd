#!/usr/bin/env bash
# Installs another Node beside the machine's own, from the npm packages that hold its binaries, and
# prints the folder of the binary: install-node.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/../../.."

readonly VERSION=$1
package=$(node -p '`${process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node"}-${process.platform}-${process.arch}`')
readonly FOLDER=$PWD/.nodes/$VERSION
readonly BIN=$FOLDER/node_modules/$package/bin

if [ "$("$BIN/node" --version 2>/dev/null)" != "v$VERSION" ]; then
  mkdir -p "$FOLDER"
  npm install --prefix "$FOLDER" --no-save --no-package-lock --no-audit --no-fund "$package@$VERSION" >&2
fi
printf '%s\n' "$BIN"
