-- Wrong passwords and secrets of the last minutes, counted over all api-services. Small: whatever is old is deleted.
create table failed_logins (
    -- SHA-256 of the name and of the address that it was tried from
    key       bytea primary key,
    failures  integer     not null,
    failed_at timestamptz not null,
    -- not to be tried before
    next_try  timestamptz not null
);
