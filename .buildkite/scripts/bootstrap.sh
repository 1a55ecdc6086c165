#!/usr/bin/env bash
# Composes this build's pipeline and uploads it. The rules stand in ci.yml and in the GeneratePipeline target, not here.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
exec ./build.sh --target=GeneratePipeline "$@"
