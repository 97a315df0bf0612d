-- What administrators did. Ids sort by time.
CREATE TABLE audit (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at           BIGINT           NOT NULL,
    who          TEXT             NOT NULL,
    action       TEXT             NOT NULL,
    target       TEXT,
    value_before TEXT,
    value_after  TEXT
);
