-- What a grant takes of its owner's quota until it is used or ends; nothing where it was noted without one.
ALTER TABLE uploads ADD COLUMN reserved_count BIGINT NULL;
ALTER TABLE uploads ADD COLUMN reserved_bytes BIGINT NULL;

-- Whether a stored upload is in its owner's sum below; if not, it is counted by itself.
ALTER TABLE uploads ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0;

-- The sum over the stored uploads that are marked as counted, so that nobody has to go through all of them again.
CREATE TABLE quota_sums (
    owner   TEXT   NOT NULL,
    profile TEXT   NOT NULL,
    files   BIGINT NOT NULL,
    bytes   BIGINT NOT NULL,
    PRIMARY KEY (owner, profile)
) WITHOUT ROWID;

-- A trigger and no statement of ours: a build that was put back in place of this one changes these rows too, and knows nothing of the sum.
CREATE TRIGGER uploads_uncount_changed AFTER UPDATE OF owner, profile, state, size ON uploads
    WHEN OLD.counted <> 0 AND (OLD.owner <> NEW.owner OR OLD.profile <> NEW.profile OR OLD.state <> NEW.state OR OLD.size IS NOT NEW.size)
BEGIN
    UPDATE quota_sums SET files = files - 1, bytes = bytes - COALESCE(OLD.size, 0) WHERE owner = OLD.owner AND profile = OLD.profile;
    UPDATE uploads SET counted = 0 WHERE id = NEW.id;
END;

CREATE TRIGGER uploads_uncount_deleted AFTER DELETE ON uploads
    WHEN OLD.counted <> 0
BEGIN
    UPDATE quota_sums SET files = files - 1, bytes = bytes - COALESCE(OLD.size, 0) WHERE owner = OLD.owner AND profile = OLD.profile;
END;
