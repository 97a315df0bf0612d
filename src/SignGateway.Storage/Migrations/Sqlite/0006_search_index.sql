-- States that few uploads are in, whoever owns them. An upload on its way from issued to stored does not touch it.
CREATE INDEX uploads_rare_state ON uploads (state, id) WHERE state IN ('expired', 'deleted', 'rejected');
