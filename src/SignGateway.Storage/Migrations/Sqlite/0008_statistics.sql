-- What each replica counted, by minute, quarter of an hour and hour.
CREATE TABLE statistics (
    step    BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    replica TEXT   NOT NULL,
    counts  TEXT   NOT NULL,
    PRIMARY KEY (step, at, replica)
);
