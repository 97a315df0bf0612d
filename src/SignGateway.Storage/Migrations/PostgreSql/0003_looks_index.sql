-- no transaction
-- What an attempt that broke off left behind is invalid, and in the way.
DROP INDEX CONCURRENTLY IF EXISTS uploads_look;
CREATE INDEX CONCURRENTLY uploads_look ON uploads (look_at) WHERE look_at IS NOT NULL;
