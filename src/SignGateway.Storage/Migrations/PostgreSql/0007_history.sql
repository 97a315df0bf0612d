-- What happened to uploads; written beside them, and forgotten when it is old.
CREATE TABLE upload_history (
    upload_id TEXT COLLATE "C" NOT NULL,
    at        BIGINT           NOT NULL,
    number    BIGINT           NOT NULL,
    replica   TEXT COLLATE "C" NOT NULL,
    event     TEXT             NOT NULL,
    detail    TEXT             NOT NULL,
    PRIMARY KEY (upload_id, at, number, replica)
);

CREATE INDEX upload_history_at ON upload_history (at);
