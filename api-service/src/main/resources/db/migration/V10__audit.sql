-- Who did what to which image, for as long as diskmill.audit.keep says.
create table audit (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    request_id text        not null,
    user_id    text        not null,
    user_name  text        not null,
    project    text        not null,
    -- method and address, such as "PATCH /v2/images/{id}"
    action     text        not null,
    image      text,
    status     integer     not null,
    address    text        not null
);

create index audit_by_image on audit (image, id desc);
create index audit_by_time on audit (at);

-- Answers to requests with an Idempotency-Key, for a day.
create table idempotent_answers (
    project     text        not null,
    key         text        not null,
    -- SHA-256 of the request, so that a key is not used for another one
    fingerprint bytea       not null,
    begun_at    timestamptz not null,
    -- null while the first request is being answered
    status      integer,
    headers     jsonb,
    body        text,
    primary key (project, key)
);

create index idempotent_answers_by_time on idempotent_answers (begun_at);
