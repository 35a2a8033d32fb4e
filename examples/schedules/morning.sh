#!/bin/sh
# What a scheduler calls: read the folder into the collection, then publish.  Its status is the report's; 1 where that is
# well and some files were refused.
cd "$(dirname "$0")" || exit 2
nkdata ingest articles --collection collection
read=$?
case $read in
    0 | 1) ;;              # 1: some files were refused, and each is named above
    *) exit "$read" ;;
esac
nkdata report --collection collection --out reports --keep 60 --time-limit 600 || exit
exit "$read"
