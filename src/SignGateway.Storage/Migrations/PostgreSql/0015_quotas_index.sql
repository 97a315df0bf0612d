-- no transaction
-- What an attempt that broke off left behind is invalid, and in the way.
DROP INDEX CONCURRENTLY IF EXISTS uploads_pending;
CREATE INDEX CONCURRENTLY uploads_pending ON uploads (owner, profile, expires_at) WHERE state IN ('issued', 'prefix');
DROP INDEX CONCURRENTLY IF EXISTS uploads_uncounted;
CREATE INDEX CONCURRENTLY uploads_uncounted ON uploads (owner, profile) INCLUDE (size) WHERE state = 'stored' AND counted = 0;
