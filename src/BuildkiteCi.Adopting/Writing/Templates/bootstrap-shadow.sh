#!/usr/bin/env bash
# Uploads what @BEFORE@ makes, as ever, then composes this build's pipeline beside it and shows on the build's page what would differ. Nothing
# that is composed here is uploaded, and no failure of it fails the build. To switch: run @BOOTSTRAP@ in the first step; to switch back: @BEFORE@.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
status=0
bash @BEFORE@ "$@" || status=$?
@PROGRAM@ --target=Shadow --script=@BEFORE@ || echo "the shadow could not be composed; the build goes on as ever" >&2
exit $status
