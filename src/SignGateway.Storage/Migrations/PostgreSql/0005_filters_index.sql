-- no transaction
-- A page of one state or profile costs what it shows, not what its owner has.
DROP INDEX CONCURRENTLY IF EXISTS uploads_owner_state;
CREATE INDEX CONCURRENTLY uploads_owner_state ON uploads (owner, state, id);
DROP INDEX CONCURRENTLY IF EXISTS uploads_owner_profile;
CREATE INDEX CONCURRENTLY uploads_owner_profile ON uploads (owner, profile, id);
