-- What makes the log tamper-evident (docs/log-proofs.md). A block covers every event after the block before, up to
-- last_position. Position, nonce and leaf of each of its events lie side by side in its row: 32 bytes of nonce and 32 of
-- leaf per event, in the order of positions.
create table log_block (
    number           bigint primary key,
    first_position   bigint   not null,
    last_position    bigint   not null unique,
    sealed_at_micros bigint   not null,
    root             bytea    not null,
    previous         bytea    not null,
    hash             bytea    not null,
    signing_key      bytea    not null,
    signature        bytea    not null,
    positions        bigint[] not null,
    nonces           bytea    not null,
    leaves           bytea    not null
);
-- Random bytes do not get smaller.
alter table log_block alter column nonces set storage external;
alter table log_block alter column leaves set storage external;

create trigger log_block_is_append_only before update or delete on log_block
    for each row execute function refuse_change();
create trigger log_block_is_never_truncated before truncate on log_block
    for each statement execute function refuse_change();

grant select, insert on log_block to atelier_log_writer;
grant select on log_block to atelier_log_reader;
