-- What a grant takes of its owner's quota until it is used or ends; nothing where it was noted without one.
ALTER TABLE uploads ADD COLUMN reserved_count BIGINT NULL;
ALTER TABLE uploads ADD COLUMN reserved_bytes BIGINT NULL;

-- Whether a stored upload is in its owner's sum below; if not, it is counted by itself.
ALTER TABLE uploads ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0;

-- The sum over the stored uploads that are marked as counted, so that nobody has to go through all of them again.
CREATE TABLE quota_sums (
    owner   TEXT COLLATE "C" NOT NULL,
    profile TEXT             NOT NULL,
    files   BIGINT           NOT NULL,
    bytes   BIGINT           NOT NULL,
    PRIMARY KEY (owner, profile)
);

-- A trigger and no statement of ours: replicas of an older build change these rows too, and know nothing of the sum.
CREATE FUNCTION uncount_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quota_sums SET files = files - 1, bytes = bytes - COALESCE(OLD.size, 0) WHERE owner = OLD.owner AND profile = OLD.profile;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.counted := 0;
    RETURN NEW;
END;
$$;

CREATE TRIGGER uploads_uncount_changed BEFORE UPDATE OF owner, profile, state, size ON uploads FOR EACH ROW
    WHEN (OLD.counted <> 0 AND (OLD.owner, OLD.profile, OLD.state, OLD.size) IS DISTINCT FROM (NEW.owner, NEW.profile, NEW.state, NEW.size))
    EXECUTE FUNCTION uncount_upload();

CREATE TRIGGER uploads_uncount_deleted BEFORE DELETE ON uploads FOR EACH ROW
    WHEN (OLD.counted <> 0)
    EXECUTE FUNCTION uncount_upload();
