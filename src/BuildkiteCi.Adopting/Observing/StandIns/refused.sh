#!/usr/bin/env bash
# In the place of a program that would reach another machine or change this one, while a bootstrap is observed.
printf '%s %s\n' "${0##*/}" "$*" >>"${OBSERVED_RECORD:?}/refused"
echo "${0##*/}: is not run while a bootstrap is observed" >&2
exit 1
