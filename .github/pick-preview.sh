#!/usr/bin/env bash
# Leave only what a reviewer of this change wants to see in a built site:
#
#   pick-preview.sh CHANGE BASE SITE
#
# CHANGE is a clone whose HEAD is the proposed change, BASE the commit it is compared with, SITE the built site. The
# pages of units whose reports did not change are removed; a site of 10,000 reports would be too large to download.
# When anything but reports changed (the register, the rules of a year, an attachment) everything is kept.
set -euo pipefail
change=$1 base=$2 site=$3

changed=$(git -C "$change" diff --name-only --no-renames "$base" HEAD -- data)
if grep -Evq '^data/[0-9]{4}/[a-z0-9-]+\.yml$' <<<"$changed"; then
  echo "全部网页"
  exit
fi

# The pattern above leaves no room for anything but a unit's id, so the names are safe to compare with.
units=$(sed -E 's#^data/[0-9]{4}/(.*)\.yml$#\1#' <<<"$changed" | sort -u)
for folder in "$site"/units/*/; do
  grep -Fxq -- "$(basename "$folder")" <<<"$units" || rm -rf -- "$folder"
done
printf '%s\n' "$units"
