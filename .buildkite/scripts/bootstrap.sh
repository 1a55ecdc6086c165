#!/usr/bin/env bash
# Composes this build's pipeline and uploads it. The rules are in ci.yml and in the GeneratePipeline target, not here. The program becomes an
# artifact of the build, so that agents without an SDK run its jobs.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
BUILDKITECI_SHARE=true exec ./build.sh --target=GeneratePipeline "$@"
