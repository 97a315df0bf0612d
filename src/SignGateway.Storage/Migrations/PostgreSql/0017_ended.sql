-- When an upload came to the end that it is in; nothing while it has none, or where a replica that does not know the column brought it there.
ALTER TABLE uploads ADD COLUMN ended_at BIGINT NULL;
