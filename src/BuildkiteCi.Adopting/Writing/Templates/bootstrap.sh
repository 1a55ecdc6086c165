#!/usr/bin/env bash
# Composes this build's pipeline and uploads it. The rules are in .buildkite/ci.yml. A pipeline of 'other_pipelines' is named by its slug, or here:
# bash @BOOTSTRAP@ --pipeline=NAME
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
export BUILDKITECI_SHARE=true
exec @PROGRAM@ --target=GeneratePipeline "$@"
