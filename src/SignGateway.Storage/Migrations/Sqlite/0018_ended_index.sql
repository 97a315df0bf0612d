-- What has been at its end for so long that it may be forgotten. The grant's end stands in where nobody wrote the upload's down.
CREATE INDEX uploads_ended ON uploads (state, COALESCE(ended_at, expires_at)) WHERE state IN ('expired', 'deleted', 'rejected', 'prefix');
