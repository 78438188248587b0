-- Working state of the orchestrator: saga, token and timers move together in one transaction. The first three tables
-- are as Axon's JdbcSagaStore and JdbcTokenStore want them, with the indexes that Axon's own DDL lacks.
create table saga_entry (
    saga_id         text primary key,
    revision        text,
    saga_type       text not null,
    serialized_saga bytea not null
);

create table association_value_entry (
    id                bigint generated always as identity primary key,
    association_key   text not null,
    association_value text not null,
    saga_id           text not null,
    saga_type         text not null
);
create index association_value_entry_by_value
    on association_value_entry (association_value, association_key, saga_type);
create index association_value_entry_by_saga on association_value_entry (saga_id, saga_type);

create table token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    timestamp      text,
    owner          text,
    primary key (processor_name, segment)
) with (fillfactor = 50);

-- At most one deadline of a kind per job. A due one is sent, moved on, and sent again until the job cancels it.
create table timer (
    job_id  text        not null,
    name    text        not null,
    attempt integer     not null,
    due_at  timestamptz not null,
    payload json        not null,
    primary key (job_id, name)
);
create index timer_by_due on timer (due_at);

-- Jobs that stand still until somebody has looked at them, from this position of the log on.
create table parked_saga (
    job_id    text primary key,
    position  bigint      not null,
    reason    text        not null,
    parked_at timestamptz not null
);
