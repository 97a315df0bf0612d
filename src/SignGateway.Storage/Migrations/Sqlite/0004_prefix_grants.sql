-- A grant for a directory is a row in state prefix; the uploads under it name it.
ALTER TABLE uploads ADD COLUMN prefix_grant TEXT NULL;
