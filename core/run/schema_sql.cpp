#include "core/run/schema_sql.h"

namespace touchstone::schema {

const char *const tablesSql = R"sql(
CREATE TABLE text (
  n INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE blob (
  n INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,  -- SHA-256 of the bytes
  size INTEGER NOT NULL,        -- of the bytes
  encoding INTEGER NOT NULL,    -- 0: as they are, 1: zstd, 2: lost (a rescued file)
  data BLOB
) STRICT;
CREATE TABLE run (
  n INTEGER PRIMARY KEY,        -- 1: this file's own; others came by merging
  id TEXT NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL,
  touchstone TEXT NOT NULL,
  environment TEXT NOT NULL,
  plan TEXT NOT NULL,
  plan_digest BLOB NOT NULL
) STRICT;
CREATE TABLE pass (
  n INTEGER PRIMARY KEY,
  created_ms INTEGER NOT NULL,
  touchstone TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE TABLE scenario (
  n INTEGER PRIMARY KEY,
  pack INTEGER NOT NULL REFERENCES text,
  scenario TEXT NOT NULL,
  resolved INTEGER REFERENCES blob,
  kind INTEGER NOT NULL REFERENCES text,
  language INTEGER NOT NULL REFERENCES text,
  tags INTEGER NOT NULL REFERENCES text,
  difficulty INTEGER NOT NULL REFERENCES text
) STRICT;
CREATE INDEX scenario_by_id ON scenario (scenario, pack);
CREATE TABLE attempt (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run INTEGER NOT NULL REFERENCES run,
  scenario INTEGER NOT NULL REFERENCES scenario,
  agent INTEGER NOT NULL REFERENCES text,
  model INTEGER NOT NULL REFERENCES text,
  sample INTEGER NOT NULL,
  retry INTEGER NOT NULL,
  left_out INTEGER NOT NULL,
  limit_hit INTEGER NOT NULL REFERENCES text,
  started_ms INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  agent_us INTEGER NOT NULL,
  check_us INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost REAL,
  end_manifest INTEGER REFERENCES blob,
  answer INTEGER REFERENCES blob
) STRICT;
CREATE TABLE outcome (
  attempt INTEGER NOT NULL REFERENCES attempt,
  pass INTEGER NOT NULL REFERENCES pass,
  outcome INTEGER NOT NULL REFERENCES text,
  score REAL,
  reason TEXT NOT NULL,
  PRIMARY KEY (attempt, pass)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  attempt INTEGER NOT NULL REFERENCES attempt,
  id INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  type INTEGER NOT NULL REFERENCES text,
  actor INTEGER NOT NULL REFERENCES text,
  conversation INTEGER NOT NULL REFERENCES text,
  turn INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  monotonic_ns INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (attempt, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_blob (
  attempt INTEGER NOT NULL,
  event INTEGER NOT NULL,
  role INTEGER NOT NULL REFERENCES text,
  blob INTEGER NOT NULL REFERENCES blob,
  PRIMARY KEY (attempt, event, role),
  FOREIGN KEY (attempt, event) REFERENCES event
) STRICT, WITHOUT ROWID;
CREATE TABLE verdict (
  attempt INTEGER NOT NULL,
  pass INTEGER NOT NULL,
  n INTEGER NOT NULL,
  check_id INTEGER NOT NULL REFERENCES text,
  type INTEGER NOT NULL REFERENCES text,
  role INTEGER NOT NULL REFERENCES text,
  weight REAL,
  turn INTEGER NOT NULL,
  status INTEGER NOT NULL REFERENCES text,
  score REAL,
  reason TEXT NOT NULL,
  error_code INTEGER NOT NULL REFERENCES text,
  limit_hit INTEGER NOT NULL REFERENCES text,
  duration_us INTEGER NOT NULL,
  PRIMARY KEY (attempt, pass, n),
  FOREIGN KEY (attempt, pass) REFERENCES outcome
) STRICT, WITHOUT ROWID;
CREATE TABLE measure (
  attempt INTEGER NOT NULL,
  pass INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  name INTEGER NOT NULL REFERENCES text,
  value REAL,
  PRIMARY KEY (attempt, pass, verdict, name),
  FOREIGN KEY (attempt, pass, verdict) REFERENCES verdict
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  attempt INTEGER NOT NULL,
  pass INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  n INTEGER NOT NULL,
  kind INTEGER NOT NULL REFERENCES text,
  title TEXT NOT NULL,
  data TEXT NOT NULL,
  blob INTEGER REFERENCES blob,
  PRIMARY KEY (attempt, pass, verdict, n),
  FOREIGN KEY (attempt, pass, verdict) REFERENCES verdict
) STRICT, WITHOUT ROWID;
CREATE TABLE lease (
  n INTEGER PRIMARY KEY CHECK (n = 1),
  token TEXT NOT NULL,
  host TEXT NOT NULL,
  boot_id TEXT NOT NULL,
  pid_space TEXT NOT NULL,
  pid INTEGER NOT NULL,
  pid_started INTEGER NOT NULL, -- clock ticks after boot
  since_ms INTEGER NOT NULL,
  heartbeat_ms INTEGER NOT NULL,
  staged TEXT NOT NULL          -- where on that host the run is being written; empty: here
) STRICT;
CREATE TABLE control (
  n INTEGER PRIMARY KEY,
  request TEXT NOT NULL
) STRICT;
)sql";

const char *const viewsSql = R"sql(
CREATE VIEW runs_v1 AS
SELECT id AS run, created_ms, touchstone, environment, plan, lower(hex(plan_digest)) AS plan_digest
FROM run;
CREATE VIEW passes_v1 AS
SELECT n AS pass, created_ms, touchstone, note FROM pass;
CREATE VIEW scores_v1 AS
SELECT a.id AS attempt, o.pass,
  o.pass = (SELECT max(pass) FROM outcome l WHERE l.attempt = o.attempt) AS latest,
  t.text AS outcome, o.score, o.reason
FROM outcome o JOIN attempt a ON a.n = o.attempt JOIN text t ON t.n = o.outcome;
CREATE VIEW attempts_v1 AS
SELECT a.id AS attempt, r.id AS run, pack.text AS pack, s.scenario, kind.text AS kind,
  language.text AS language, tags.text AS tags, difficulty.text AS difficulty, agent.text AS agent,
  model.text AS model, a.sample, a.retry, o.pass, outcome.text AS outcome, o.score, o.reason,
  a.left_out, limit_hit.text AS limit_hit, a.started_ms, a.duration_us / 1000.0 AS duration_ms,
  a.agent_us / 1000.0 AS agent_ms, a.check_us / 1000.0 AS check_ms, a.input_tokens,
  a.output_tokens, a.cost AS cost_usd, lower(hex(resolved.digest)) AS scenario_digest,
  lower(hex(answer.digest)) AS answer_digest, lower(hex(manifest.digest)) AS end_manifest_digest
FROM attempt a
JOIN outcome o ON o.attempt = a.n
  AND o.pass = (SELECT max(pass) FROM outcome l WHERE l.attempt = a.n)
JOIN run r ON r.n = a.run
JOIN scenario s ON s.n = a.scenario
JOIN text pack ON pack.n = s.pack
JOIN text kind ON kind.n = s.kind
JOIN text language ON language.n = s.language
JOIN text tags ON tags.n = s.tags
JOIN text difficulty ON difficulty.n = s.difficulty
JOIN text agent ON agent.n = a.agent
JOIN text model ON model.n = a.model
JOIN text outcome ON outcome.n = o.outcome
JOIN text limit_hit ON limit_hit.n = a.limit_hit
LEFT JOIN blob resolved ON resolved.n = s.resolved
LEFT JOIN blob answer ON answer.n = a.answer
LEFT JOIN blob manifest ON manifest.n = a.end_manifest;
CREATE VIEW verdicts_v1 AS
SELECT a.id AS attempt, v.pass,
  v.pass = (SELECT max(pass) FROM outcome l WHERE l.attempt = v.attempt) AS latest,
  v.n AS verdict, check_id.text AS "check", type.text AS type, role.text AS role, v.weight, v.turn,
  status.text AS status, v.score, v.reason, error_code.text AS error_code,
  limit_hit.text AS limit_hit, v.duration_us / 1000.0 AS duration_ms
FROM verdict v
JOIN attempt a ON a.n = v.attempt
JOIN text check_id ON check_id.n = v.check_id
JOIN text type ON type.n = v.type
JOIN text role ON role.n = v.role
JOIN text status ON status.n = v.status
JOIN text error_code ON error_code.n = v.error_code
JOIN text limit_hit ON limit_hit.n = v.limit_hit;
CREATE VIEW measures_v1 AS
SELECT a.id AS attempt, m.pass,
  m.pass = (SELECT max(pass) FROM outcome l WHERE l.attempt = m.attempt) AS latest,
  m.verdict, check_id.text AS "check", name.text AS name, m.value
FROM measure m
JOIN attempt a ON a.n = m.attempt
JOIN verdict v ON v.attempt = m.attempt AND v.pass = m.pass AND v.n = m.verdict
JOIN text check_id ON check_id.n = v.check_id
JOIN text name ON name.n = m.name;
CREATE VIEW events_v1 AS
SELECT a.id AS attempt, e.id AS event, e.parent, type.text AS type, actor.text AS actor,
  conversation.text AS conversation, e.turn, e.wall_ms, e.monotonic_ns, e.data,
  (SELECT json_group_object(role.text, lower(hex(b.digest)))
   FROM event_blob x JOIN text role ON role.n = x.role JOIN blob b ON b.n = x.blob
   WHERE x.attempt = e.attempt AND x.event = e.id) AS blobs
FROM event e
JOIN attempt a ON a.n = e.attempt
JOIN text type ON type.n = e.type
JOIN text actor ON actor.n = e.actor
JOIN text conversation ON conversation.n = e.conversation;
CREATE VIEW model_calls_v1 AS
SELECT a.id AS attempt, e.id AS event, actor.text AS actor, conversation.text AS conversation,
  e.turn, e.wall_ms, json_extract(e.data, '$.model') AS model,
  json_extract(e.data, '$.usage.input_tokens') AS input_tokens,
  json_extract(e.data, '$.usage.output_tokens') AS output_tokens,
  json_extract(e.data, '$.usage.cost') AS cost_usd,
  json_extract(e.data, '$.duration_ms') AS duration_ms,
  json_extract(e.data, '$.request') AS request, json_extract(e.data, '$.response') AS response
FROM event e
JOIN attempt a ON a.n = e.attempt
JOIN text actor ON actor.n = e.actor
JOIN text conversation ON conversation.n = e.conversation
WHERE e.type = (SELECT n FROM text WHERE text = 'model-call');
CREATE VIEW runs AS SELECT * FROM runs_v1;
CREATE VIEW passes AS SELECT * FROM passes_v1;
CREATE VIEW scores AS SELECT * FROM scores_v1;
CREATE VIEW attempts AS SELECT * FROM attempts_v1;
CREATE VIEW verdicts AS SELECT * FROM verdicts_v1;
CREATE VIEW measures AS SELECT * FROM measures_v1;
CREATE VIEW events AS SELECT * FROM events_v1;
CREATE VIEW model_calls AS SELECT * FROM model_calls_v1;
)sql";

} // namespace touchstone::schema
