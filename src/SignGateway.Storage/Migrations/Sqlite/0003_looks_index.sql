CREATE INDEX uploads_look ON uploads (look_at) WHERE look_at IS NOT NULL;
