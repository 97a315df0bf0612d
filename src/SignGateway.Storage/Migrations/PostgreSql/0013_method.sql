-- How an upload was to reach OSS; nothing for a form.
ALTER TABLE uploads ADD COLUMN method TEXT NULL;
