#!/usr/bin/env bash
# Puts the built site into object storage: docs/hosting/s3.sh site s3://samskapt-example
# What is named after what it holds goes first and is kept for a year; then all else, which is asked for anew each time.
# Old files of the first kind are left for those who are reading: let a lifecycle rule of the bucket take them.
set -euo pipefail
site=${1:?the folder of the built site}
bucket=${2:?the bucket}

hashed=("pagefind/index/*" "pagefind/fragment/*")
aws s3 cp "$site" "$bucket" --recursive --only-show-errors --cache-control "public, max-age=31536000, immutable" \
  --exclude "*" "${hashed[@]/#/--include=}"
aws s3 sync "$site" "$bucket" --delete --only-show-errors --cache-control "no-cache" \
  "${hashed[@]/#/--exclude=}" --exclude "_headers" --exclude "_redirects"
