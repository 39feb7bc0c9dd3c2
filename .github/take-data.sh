#!/usr/bin/env bash
# Put the data of a proposed change into a checkout of the protected branch:
#
#   take-data.sh CHANGE CODE
#
# CHANGE is a fresh clone whose HEAD is the proposed change, CODE a checkout of the protected branch. Afterwards
# CODE/data is exactly the data of the change, and nothing else of the change is in CODE. It is always run from CODE,
# so that a change cannot replace it.
set -euo pipefail
change=$1 code=$2

# A symbolic link could make the build read, and publish, any file of the runner; a submodule is a foreign host.
# Git's own modes are asked, before any file is followed: 100644 and 100755 are plain files.
odd=$(git -C "$change" ls-tree -r --full-tree HEAD -- data | { grep -Ev '^100(644|755) blob ' || true; } | cut -f 2)
if [[ -n $odd ]]; then
  echo "data/ 里只能放普通文件，不能放符号链接或子模块。请删除："
  printf '  · %s\n' "${odd//$'\n'/$'\n  · '}"
  exit 1
fi
if [[ ! -d $change/data ]]; then
  echo "没有 data/ 文件夹。请恢复它：所有报告都在里面。"
  exit 1
fi

rm -rf -- "$code/data"
cp -R -P -- "$change/data" "$code/data"
