#!/bin/sh
# Makes the secrets of an installation that are not there yet, in docker/secrets or the folder that GATEHOUSE_SECRETS names.
# One that exists is never replaced: without its master key an installation can read nothing that it has kept.
set -eu
folder=${GATEHOUSE_SECRETS:-$(dirname "$0")/secrets}
mkdir -p "$folder"
# Only its owner can look into the folder. Within it the files are readable, because the containers get each of them as it
# is, and run as a user that this machine does not have.
chmod 700 "$folder"
for name in master-key cms-api-key wonde-token; do
  [ -e "$folder/$name" ] && continue
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$folder/$name.draft"
  chmod 444 "$folder/$name.draft"
  mv "$folder/$name.draft" "$folder/$name"
  echo "Made $folder/$name" >&2
done
