#!/bin/sh
# Makes the product's user where it is missing. It is an administrator of the server, since only those may read the whole log
# and are told whether it flushes to its disk. No password stands in a command line: curl reads them from standard input.
set -eu
server=https://kurrentdb:2113
ask() {
  printf 'user = "admin:%s"\n' "$(cat /run/secrets/kurrentdb-admin)" |
    curl --config - --silent --show-error --cacert /authority/ca.crt --output /dev/null --write-out '%{http_code}' "$@"
}
user=$(cut -d: -f1 /run/secrets/kurrentdb-user)
password=$(cut -d: -f2- /run/secrets/kurrentdb-user)
case "$password" in *[\"\\]*) echo 'Choose a password without " and \.' >&2; exit 1 ;; esac
found=$(ask "$server/users/$user")
if [ "$found" = 200 ]; then exit 0; fi
body=/dev/shm/user.json
umask 077
printf '{"loginName":"%s","fullName":"Klagegang","password":"%s","groups":["$admins"]}' "$user" "$password" > "$body"
made=$(ask --request POST --header 'content-type: application/json' --data "@$body" "$server/users/")
rm -f "$body"
if [ "$made" != 201 ]; then echo "The user could not be made: the server answered $found and $made." >&2; exit 1; fi
