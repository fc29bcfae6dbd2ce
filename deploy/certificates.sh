#!/usr/bin/env bash
# Makes what is missing and leaves what is there. For a new certificate of the node delete /node/node.crt, then run it again.
set -euo pipefail
umask 077
if [ ! -f /authority/ca.crt ]; then
  es-gencert-cli create-ca -days 3650 -out /authority
fi
if [ ! -f /node/node.crt ]; then
  rm -f /node/node.key
  es-gencert-cli create-node -days 730 -ca-certificate /authority/ca.crt -ca-key /authority/ca.key -out /node -ip-addresses 127.0.0.1 -dns-names kurrentdb,localhost
fi
cp /authority/ca.crt /public/ca.crt
chown -R 1000:1000 /node
chmod 700 /node
chmod 600 /node/node.key
chmod 755 /public
chmod 644 /public/ca.crt
