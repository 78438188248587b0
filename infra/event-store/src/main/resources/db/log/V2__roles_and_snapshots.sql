-- Who may do what. Roles belong to the whole server; logins are given them by whoever runs it:
--   grant atelier_log_writer to <login of the command side>;
--   grant atelier_log_reader to <every other login>;
-- Nobody is given UPDATE or DELETE on the log.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['atelier_log_writer', 'atelier_log_reader'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception
                when duplicate_object or unique_violation then
                    null; -- another database of this server was migrated at the same moment
                when insufficient_privilege then
                    raise exception '% may not create roles: have an administrator of this server run "create role %" and "grant % to %"',
                        current_user, wanted, wanted, current_user;
            end;
        end if;
        if not pg_has_role(current_user, wanted, 'member') then
            execute format('grant %I to current_user', wanted);
        end if;
    end loop;
end $$;

-- A state of a long stream, so that loading it is short. Disposable: the stream says the same.
create table snapshot (
    stream      text collate "C" primary key,
    sequence    bigint not null,
    stream_type text not null,
    event_id    uuid not null,
    recorded_at timestamptz not null,
    name        text not null,
    revision    integer not null,
    payload     json not null,
    metadata    json not null
);

grant select, insert on event to atelier_log_writer;
grant usage, select, update on sequence event_clock to atelier_log_writer;
grant select, insert, update, delete on snapshot to atelier_log_writer;
grant select, insert, delete on personal_key to atelier_log_writer;
grant select on event, snapshot, personal_key to atelier_log_reader;
