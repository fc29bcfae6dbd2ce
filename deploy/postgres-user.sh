#!/bin/sh
# Run by the image when its folder is new: the product's user and database. The user owns that database and is no superuser.
set -eu
PGPASSWORD=$(cat /run/secrets/postgres-admin)
export PGPASSWORD
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname postgres <<'SQL'
\set password `cat /run/secrets/postgres-views`
CREATE ROLE klagegang LOGIN PASSWORD :'password';
CREATE DATABASE klagegang OWNER klagegang ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE klagegang FROM PUBLIC;
SQL
