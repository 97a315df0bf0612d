-- Times are Unix milliseconds. Ids are time-ordered text, so both indexes on them append.
CREATE TABLE uploads (
    id           TEXT NOT NULL PRIMARY KEY,
    owner        TEXT NOT NULL,
    profile      TEXT NOT NULL,
    bucket       TEXT NOT NULL,
    object_key   TEXT NOT NULL,
    state        TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size         INTEGER,
    etag         TEXT,
    crc64        TEXT,
    image        TEXT,
    vars         TEXT NOT NULL,
    client_vars  TEXT NOT NULL,
    issued_at    INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    stored_at    INTEGER,
    recorded_by  TEXT,
    evidence     TEXT,
    answer       TEXT
);

-- One owner for each object, whatever else goes wrong.
CREATE UNIQUE INDEX uploads_object ON uploads (bucket, object_key);

CREATE INDEX uploads_owner ON uploads (owner, id);

CREATE TABLE idempotency (
    owner       TEXT NOT NULL,
    route       TEXT NOT NULL,
    idem_key    TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    upload_ids  TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (owner, route, idem_key)
);
