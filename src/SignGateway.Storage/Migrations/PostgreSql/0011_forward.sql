-- What applications answered when they were told of uploads.
CREATE TABLE forwarded_answers (
    upload_id TEXT COLLATE "C" NOT NULL,
    content   TEXT COLLATE "C" NOT NULL,
    app       TEXT             NULL,
    error     TEXT             NULL,
    PRIMARY KEY (upload_id, content)
);
