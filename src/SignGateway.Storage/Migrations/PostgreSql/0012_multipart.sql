-- OSS's id of an upload in parts, and how large its parts are; nothing until OSS has begun it.
ALTER TABLE uploads ADD COLUMN multipart_id TEXT NULL;
ALTER TABLE uploads ADD COLUMN part_size BIGINT NULL;
