#!/bin/sh
# Puts the built site into an object store (S3, R2, Swift, Google, Azure …), or onto an FTP or SFTP server, with rclone.
#   1. Install rclone (https://rclone.org), run `rclone config` once and give the place a name, such as `web`.
#   2. make site
#   3. hosting/upload-with-rclone.sh web:bucket-or-folder        (add --dry-run to see what it would do)
# New files first, then pages, then what is no longer there goes: a reader never meets a page without its style.
set -eu
here=$(dirname "$0")
site=${SITE:-"$here/../site"}
target=${1:?the place, such as web:bucket}
shift
test -f "$site/index.html" || { echo "There is no built site in $site: run make site first." >&2; exit 1; }

# Not every store lets one say headers; where it does not, rclone takes no notice of them.
put() { rclone copy --checksum "$@"; }
put "$site/assets" "$target/assets" --header-upload "Cache-Control: public, max-age=31536000, immutable" \
  --include "/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].*" "$@"
put "$site" "$target" --header-upload "Cache-Control: no-cache" \
  --header-upload "Content-Type: text/calendar; charset=utf-8" --include "**.ics" "$@"
put "$site" "$target" --header-upload "Cache-Control: no-cache" \
  --header-upload "Content-Type: application/atom+xml" --include "**feed.xml" "$@"
put "$site" "$target" --header-upload "Cache-Control: no-cache" --exclude "**.ics" --exclude "**feed.xml" \
  --exclude "/assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].*" \
  --exclude "/.campaign-manifest" "$@"
rclone sync --checksum --size-only "$site" "$target" --exclude "/.campaign-manifest" "$@"
