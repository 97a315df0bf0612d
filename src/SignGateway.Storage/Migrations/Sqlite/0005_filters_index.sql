-- A page of one state or profile costs what it shows, not what its owner has.
CREATE INDEX uploads_owner_state ON uploads (owner, state, id);
CREATE INDEX uploads_owner_profile ON uploads (owner, profile, id);
