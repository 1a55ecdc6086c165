CREATE TABLE alerts (
    case_name text NOT NULL,
    device text NOT NULL,
    metric text NOT NULL,
    unit text NOT NULL,
    configuration_hash text NOT NULL,
    first_commit text NOT NULL,
    previous_commit text NOT NULL,
    first_date text NOT NULL,
    relative double precision NOT NULL,
    state text NOT NULL,
    acknowledged_by text,
    acknowledged_reason text,
    acknowledged_at text,
    PRIMARY KEY (case_name, device, metric, configuration_hash, first_commit, first_date)
);
