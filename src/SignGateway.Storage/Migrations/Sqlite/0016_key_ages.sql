-- Since when keys are in use. No row holds a key: only its id, or a few digits of a digest.
CREATE TABLE key_ages (
    kind        TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    first_seen  BIGINT NOT NULL,
    last_seen   BIGINT NOT NULL,
    last_signed BIGINT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
