-- The log. Position is given under a lock that is held until the commit, so that position order is commit order:
-- whoever has read up to a position has missed nothing.
create table event (
    position    bigint generated always as identity primary key,
    stream      text collate "C" not null,
    sequence    bigint not null,
    stream_type text not null,
    event_id    uuid not null,
    recorded_at timestamptz not null,
    name        text not null,
    revision    integer not null,
    payload     json not null,
    metadata    json not null,
    constraint event_once_per_sequence unique (stream, sequence)
);

-- Microseconds since 1970 of the newest event. A sequence, because it is read as it stands now and not as of the
-- statement's snapshot: so recorded time never decreases with position, also when the server's clock steps back.
create sequence event_clock;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only';
end $$;

create trigger event_is_append_only before update or delete on event
    for each row execute function refuse_change();
create trigger event_is_never_truncated before truncate on event
    for each statement execute function refuse_change();

-- One key per person for the text they wrote. Deleting the row erases the text; the log stays as it is.
create table personal_key (
    user_id    uuid primary key,
    key        bytea not null,
    created_at timestamptz not null default now()
);
