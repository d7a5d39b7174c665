-- What lets an application in at the v1 API, beside the session of its user.
create table access_tokens (
    id         text primary key,
    name       text        not null,
    -- SHA-256 of the token; the token itself is kept nowhere
    hash       bytea       not null unique,
    created_by text        not null,
    created_at timestamptz not null,
    -- null while it is valid; kept beyond its end, so that none is made again as the first one
    revoked_at timestamptz
);

create unique index access_tokens_by_name on access_tokens (name) where revoked_at is null;

-- Every api-service remembers valid ones for a few seconds; this tells all of them to forget.
create function tell_of_access_tokens() returns trigger language plpgsql as $$
begin
    perform pg_notify('diskmill_access_tokens', '');
    return null;
end $$;

create trigger access_tokens_tell after update or delete on access_tokens
    for each statement execute function tell_of_access_tokens();
