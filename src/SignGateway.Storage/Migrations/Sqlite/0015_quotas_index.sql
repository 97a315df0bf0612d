CREATE INDEX uploads_pending ON uploads (owner, profile, expires_at) WHERE state IN ('issued', 'prefix');
CREATE INDEX uploads_uncounted ON uploads (owner, profile, size) WHERE state = 'stored' AND counted = 0;
