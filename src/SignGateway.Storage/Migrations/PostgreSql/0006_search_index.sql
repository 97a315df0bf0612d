-- no transaction
-- States that few uploads are in, whoever owns them. An upload on its way from issued to stored does not touch it.
DROP INDEX CONCURRENTLY IF EXISTS uploads_rare_state;
CREATE INDEX CONCURRENTLY uploads_rare_state ON uploads (state, id) WHERE state IN ('expired', 'deleted', 'rejected');
