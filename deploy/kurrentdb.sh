#!/bin/sh
# The passwords of the server's own users count on its first start only; it takes them from the environment and from nowhere else.
set -eu
KURRENTDB_DEFAULT_ADMIN_PASSWORD=$(cat /run/secrets/kurrentdb-admin)
KURRENTDB_DEFAULT_OPS_PASSWORD=$(cat /run/secrets/kurrentdb-ops)
export KURRENTDB_DEFAULT_ADMIN_PASSWORD KURRENTDB_DEFAULT_OPS_PASSWORD
# Its name differs between images.
for program in /opt/kurrentdb/kurrentd /opt/kurrentdb/KurrentDB; do
  if [ -x "$program" ]; then exec "$program"; fi
done
echo 'This image has no KurrentDB in /opt/kurrentdb.' >&2
exit 1
