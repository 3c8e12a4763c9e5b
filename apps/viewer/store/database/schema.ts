/** Tells our databases from those of other programs: "otlv" as a number. */
export const APPLICATION_ID = 0x6f746c76;

/**
 * The steps from one version of the schema to the next: the first makes an empty database version
 * 1. A step that was released never changes; what is new is one more step.
 *
 * Traces, log records and data points are kept in blocks of about a thousand. A block knows the
 * least and the greatest time in it, and has its own inverted index (`postings`): so a search reads
 * few blocks, writing changes few pages, and the oldest block is dropped as a whole.
 *
 * Each item is kept as its own protobuf message, which is exact; columns repeat what is searched.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- data: a message TracesData that holds nothing but the resource or scope with its schema URL.
  CREATE TABLE resources (
    id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, data BLOB NOT NULL,
    service TEXT NOT NULL, run TEXT NOT NULL, language TEXT NOT NULL
  );
  CREATE INDEX resources_hash ON resources (hash);
  CREATE TABLE scopes (
    id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, data BLOB NOT NULL, name TEXT NOT NULL
  );
  CREATE INDEX scopes_hash ON scopes (hash);
  -- A resource with a scope: where items come from.
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY, resource INTEGER NOT NULL, scope INTEGER NOT NULL,
    UNIQUE (resource, scope)
  );
  CREATE TABLE source_tokens (
    token INTEGER, source INTEGER, PRIMARY KEY (token, source)
  ) WITHOUT ROWID;
  CREATE INDEX source_tokens_source ON source_tokens (source);
  -- What the user said of a run.
  CREATE TABLE runs (id TEXT PRIMARY KEY, name TEXT, pinned INTEGER NOT NULL) WITHOUT ROWID;
  -- Names of spans and routes; block is the last that has it.
  CREATE TABLE names (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, block INTEGER NOT NULL
  );
  CREATE INDEX names_block ON names (block);
  CREATE VIRTUAL TABLE name_words USING fts5 (
    name, content = '', contentless_delete = 1, detail = none
  );

  -- kind: 1 traces, 2 log records, 3 data points. first: the least number in it; members: how many
  -- numbers. writes: how often it was written to. min_value, max_value: no duration of a
  -- trace, or severity of a log record, is outside of them. opened_at: milliseconds. pinned: only pinned runs are left.
  CREATE TABLE blocks (
    id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, first INTEGER NOT NULL, members INTEGER NOT NULL,
    writes INTEGER NOT NULL, min_time INTEGER NOT NULL, max_time INTEGER NOT NULL,
    min_value INTEGER NOT NULL, max_value INTEGER NOT NULL, items INTEGER NOT NULL, bytes INTEGER NOT NULL,
    opened_at INTEGER NOT NULL, pinned INTEGER NOT NULL
  );
  CREATE INDEX blocks_kind ON blocks (kind, first);
  CREATE TABLE block_sources (
    block INTEGER, source INTEGER, items INTEGER NOT NULL, errors INTEGER NOT NULL,
    min_time INTEGER NOT NULL, max_time INTEGER NOT NULL, PRIMARY KEY (block, source)
  ) WITHOUT ROWID;
  -- list: JSON, numbers of members that have the token, counted from the first of the block.
  CREATE TABLE postings (
    block INTEGER, token INTEGER, write INTEGER, list TEXT NOT NULL,
    PRIMARY KEY (block, token, write)
  ) WITHOUT ROWID;

  -- key: the last 48 bits of the id. services: JSON, [source, spans] pairs.
  CREATE TABLE traces (
    no INTEGER PRIMARY KEY, key INTEGER NOT NULL, id TEXT NOT NULL, block INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, duration INTEGER NOT NULL,
    rooted INTEGER NOT NULL, root_start INTEGER NOT NULL, name INTEGER NOT NULL, route INTEGER,
    source INTEGER NOT NULL, spans INTEGER NOT NULL, errors INTEGER NOT NULL,
    chunks INTEGER NOT NULL, services TEXT NOT NULL
  );
  CREATE INDEX traces_key ON traces (key);
  -- Spans of one trace that came together from one source. id: trace number * 2^20 + number; time:
  -- when the first of them started.
  CREATE TABLE chunks (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, time INTEGER NOT NULL, spans INTEGER NOT NULL,
    errors INTEGER NOT NULL, data BLOB NOT NULL
  );
  -- Durations of entry spans and of calls between services, counted. slot: 10 seconds; bucket: the
  -- logarithm of the duration. For a call, caller is the source of the parent, else 0.
  CREATE TABLE figures (
    block INTEGER, slot INTEGER, source INTEGER, caller INTEGER, kind INTEGER, route INTEGER,
    error INTEGER, bucket INTEGER, count INTEGER NOT NULL,
    PRIMARY KEY (block, slot, source, caller, kind, route, error, bucket)
  ) WITHOUT ROWID;

  CREATE TABLE logs (
    id INTEGER PRIMARY KEY, time INTEGER NOT NULL, severity INTEGER NOT NULL,
    trace_key INTEGER, span_id TEXT, source INTEGER NOT NULL, data BLOB NOT NULL
  );
  CREATE INDEX logs_trace ON logs (trace_key) WHERE trace_key IS NOT NULL;
  CREATE VIRTUAL TABLE log_words USING fts5 (
    body, content = '', contentless_delete = 1, detail = none
  );

  -- What a message Metric says besides its points. kind: its field's number in the message.
  CREATE TABLE metrics (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL,
    kind INTEGER NOT NULL, monotonic INTEGER NOT NULL, temporality INTEGER NOT NULL,
    metadata BLOB NOT NULL,
    UNIQUE (name, description, unit, kind, monotonic, temporality, metadata)
  );
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, metric INTEGER NOT NULL, source INTEGER NOT NULL,
    hash INTEGER NOT NULL, attributes BLOB NOT NULL, block INTEGER NOT NULL
  );
  CREATE INDEX series_block ON series (block);
  CREATE INDEX series_hash ON series (hash);
  CREATE INDEX series_metric ON series (metric);
  CREATE TABLE points (
    id INTEGER PRIMARY KEY, series INTEGER NOT NULL, time INTEGER NOT NULL, data BLOB NOT NULL
  );
  CREATE INDEX points_series ON points (series, time);

  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`,
  `
  -- open: spans without an end. Of traces that were stored before, it is not known.
  ALTER TABLE traces ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
`,
];
