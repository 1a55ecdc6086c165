CREATE TABLE runs (
    id text PRIMARY KEY,
    case_name text NOT NULL,
    device text NOT NULL,
    model text NOT NULL,
    run_type text NOT NULL,
    model_tag text NOT NULL,
    configuration text NOT NULL,
    configuration_hash text NOT NULL,
    versions text NOT NULL,
    tested_commit text NOT NULL,
    commit_time text,
    order_time text NOT NULL,
    release text,
    job_url text,
    run_by text NOT NULL,
    started text NOT NULL,
    duration_seconds double precision NOT NULL,
    verdict text NOT NULL,
    status text NOT NULL,
    reason text NOT NULL
);

CREATE INDEX runs_by_series ON runs (case_name, device, configuration_hash, order_time, started);

CREATE TABLE run_metrics (
    run_id text NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position bigint NOT NULL,
    name text NOT NULL,
    unit text NOT NULL,
    value double precision NOT NULL,
    standard_error double precision,
    target double precision,
    PRIMARY KEY (run_id, name)
);

CREATE TABLE run_probes (
    run_id text NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position bigint NOT NULL,
    rate double precision,
    latency_ms double precision,
    failure text,
    PRIMARY KEY (run_id, position)
);
