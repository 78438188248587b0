-- A job's saga is one row under the job's id, and the token says where the log was read to and which event lay there,
-- so that everything a batch of events changes is one statement, and a log that was restored is recognised.
create table fulfilment (
    job_id   text primary key,
    name     text    not null,
    revision integer not null,
    state    text    not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- An empty event id: not known yet, taken from the log when the token is claimed next.
create table fulfilment_token (
    processor_name text primary key,
    position       bigint not null,
    event_id       text   not null,
    owner          text,
    claimed_at     timestamptz
) with (fillfactor = 50);

alter table timer set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- Whoever still runs the version before this one can commit nothing from here on.
lock table token_entry, saga_entry, association_value_entry in access exclusive mode;

insert into fulfilment (job_id, name, revision, state)
select distinct on (a.association_value)
       a.association_value, 'job-fulfilment', coalesce(s.revision, '1')::integer, convert_from(s.serialized_saga, 'UTF8')
  from saga_entry s join association_value_entry a on a.saga_id = s.saga_id
 where a.association_key = 'jobId';

insert into fulfilment_token (processor_name, position, event_id)
select processor_name, coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0), ''
  from token_entry
 where segment = 0;

drop table token_entry, saga_entry, association_value_entry;
