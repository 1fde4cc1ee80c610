#!/bin/sh
# Run once by the database's container, as the owner of the tables: the login of the API, which owns nothing and cannot undo that.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --set password="$REGISTRY_DATABASE_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
SELECT 'CREATE ROLE registry_app NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'registry_app') \gexec
CREATE ROLE registry LOGIN PASSWORD :'password' IN ROLE registry_app;
SQL
