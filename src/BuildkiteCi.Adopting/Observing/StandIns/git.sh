#!/usr/bin/env bash
# In the place of git while a bootstrap is observed: the repository's own history, and no other repository.
set -euo pipefail

command=
previous=
for word in "$@"; do
  case $previous in -C | -c | --git-dir | --work-tree) previous= && continue ;; esac
  case $word in -*) previous=$word && continue ;; esac
  command=$word
  break
done

case $command in
  fetch | pull) exit 0 ;;
  ls-remote) printf '%s\tHEAD\n' "${OBSERVED_HEAD:?}" ;;
  push | clone | submodule)
    printf 'git %s\n' "$*" >>"${OBSERVED_RECORD:?}/refused"
    echo "git: '$command' is not done while a bootstrap is observed" >&2
    exit 1
    ;;
  *) exec "${OBSERVED_GIT:?}" "$@" ;;
esac
