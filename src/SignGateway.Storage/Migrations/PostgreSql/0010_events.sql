-- Events on their way, a row for each endpoint of each, written in the transaction that changes the upload; and the upload as it was then.
CREATE TABLE events (
    upload_id    TEXT COLLATE "C" NOT NULL,
    number       BIGINT           NOT NULL,
    endpoint     TEXT COLLATE "C" NOT NULL,
    at           BIGINT           NOT NULL,
    status       TEXT             NOT NULL,
    due_at       BIGINT           NULL,
    done_at      BIGINT           NULL,
    attempts     BIGINT           NOT NULL,
    last_error   TEXT             NULL,
    owner        TEXT             NOT NULL,
    profile      TEXT             NOT NULL,
    bucket       TEXT             NOT NULL,
    object_key   TEXT             NOT NULL,
    state        TEXT             NOT NULL,
    file_name    TEXT             NOT NULL,
    content_type TEXT             NOT NULL,
    size         BIGINT           NULL,
    etag         TEXT             NULL,
    crc64        TEXT             NULL,
    image        TEXT             NULL,
    vars         TEXT             NOT NULL,
    client_vars  TEXT             NOT NULL,
    issued_at    BIGINT           NOT NULL,
    expires_at   BIGINT           NOT NULL,
    stored_at    BIGINT           NULL,
    recorded_by  TEXT             NULL,
    evidence     TEXT             NULL,
    PRIMARY KEY (upload_id, number, endpoint)
);

-- What is due; what is not delivered, to be listed; what is done, to be forgotten.
CREATE INDEX events_due ON events (endpoint, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX events_open ON events (status, upload_id, number, endpoint) WHERE status <> 'delivered';
CREATE INDEX events_done ON events (status, done_at) WHERE done_at IS NOT NULL;
