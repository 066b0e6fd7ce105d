-- One journal for all clusters. The primary key is the fence: whoever loses a race for a seq is no
-- longer the owner of the cluster. Times are ISO 8601 in UTC, so that nothing is rounded.
CREATE TABLE event (
  cluster TEXT   NOT NULL,
  seq     BIGINT NOT NULL,
  epoch   BIGINT NOT NULL,
  at      TEXT   NOT NULL,
  type    TEXT   NOT NULL,
  body    TEXT   NOT NULL,
  writer  TEXT   NOT NULL,
  PRIMARY KEY (cluster, seq)
);

-- Rows that a snapshot covers: out of the way of a recovery, still readable.
CREATE TABLE event_archive (
  cluster TEXT   NOT NULL,
  seq     BIGINT NOT NULL,
  epoch   BIGINT NOT NULL,
  at      TEXT   NOT NULL,
  type    TEXT   NOT NULL,
  body    TEXT   NOT NULL,
  writer  TEXT   NOT NULL,
  PRIMARY KEY (cluster, seq)
);

CREATE TABLE snapshot (
  cluster TEXT   NOT NULL,
  seq     BIGINT NOT NULL,
  body    TEXT   NOT NULL,
  PRIMARY KEY (cluster, seq)
);
