-- no transaction
-- What has been at its end for so long that it may be forgotten. The grant's end stands in where nobody wrote the upload's down.
-- What an attempt that broke off left behind is invalid, and in the way.
DROP INDEX CONCURRENTLY IF EXISTS uploads_ended;
CREATE INDEX CONCURRENTLY uploads_ended ON uploads (state, COALESCE(ended_at, expires_at)) WHERE state IN ('expired', 'deleted', 'rejected', 'prefix');
