-- Since when keys are in use. No row holds a key: only its id, or a few digits of a digest.
CREATE TABLE key_ages (
    kind        TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    first_seen  BIGINT           NOT NULL,
    last_seen   BIGINT           NOT NULL,
    last_signed BIGINT           NULL,
    PRIMARY KEY (kind, id)
);
