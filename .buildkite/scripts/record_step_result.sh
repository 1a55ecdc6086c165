#!/usr/bin/env bash
# Records the result of the test step whose key is given. Catalogue files of the older form call it; CI_TPU_VERSION, CI_TARGET, CI_STAGE and
# CI_CATEGORY of the calling step say what was tested. Fails where the test failed.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: record_step_result.sh KEY-OF-THE-TEST-STEP" >&2
  exit 2
fi
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
exec ./build.sh --target=RecordResult --step-key="$1"
