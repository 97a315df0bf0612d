-- What applications answered when they were told of uploads.
CREATE TABLE forwarded_answers (
    upload_id TEXT NOT NULL,
    content   TEXT NOT NULL,
    app       TEXT NULL,
    error     TEXT NULL,
    PRIMARY KEY (upload_id, content)
) WITHOUT ROWID;
