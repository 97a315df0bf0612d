CREATE TABLE uploads (
    id           TEXT   NOT NULL PRIMARY KEY,
    owner        TEXT   NOT NULL,
    profile      TEXT   NOT NULL,
    bucket       TEXT   NOT NULL,
    object_key   TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    file_name    TEXT   NOT NULL,
    content_type TEXT   NOT NULL,
    size         BIGINT NULL,
    etag         TEXT   NULL,
    crc64        TEXT   NULL,
    image        TEXT   NULL,
    vars         TEXT   NOT NULL,
    client_vars  TEXT   NOT NULL,
    issued_at    BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    stored_at    BIGINT NULL,
    recorded_by  TEXT   NULL,
    evidence     TEXT   NULL,
    answer       TEXT   NULL
);

CREATE UNIQUE INDEX uploads_object ON uploads (bucket, object_key);
CREATE INDEX uploads_owner ON uploads (owner, id);

CREATE TABLE idempotency (
    owner       TEXT   NOT NULL,
    route       TEXT   NOT NULL,
    idem_key    TEXT   NOT NULL,
    body_digest TEXT   NOT NULL,
    upload_ids  TEXT   NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (owner, route, idem_key)
);

CREATE INDEX idempotency_end ON idempotency (expires_at);
