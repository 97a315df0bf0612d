-- A replica that does not know the columns yet leaves the defaults: its uploads are due at once, and whoever sweeps plans them properly.
ALTER TABLE uploads ADD COLUMN look_at BIGINT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN deleting BIGINT NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
