-- Who may call: as much of Keystone as local mode needs. The one domain is Default.

create table projects (
    id          text primary key,
    name        text        not null unique,
    description text        not null default '',
    enabled     boolean     not null default true,
    created_at  timestamptz not null
);

create table users (
    id              text primary key,
    name            text        not null unique,
    -- bcrypt
    password        text        not null,
    default_project text references projects,
    enabled         boolean     not null default true,
    created_at      timestamptz not null
);

create table roles (
    id   text primary key,
    name text not null unique
);

create table assignments (
    user_id    text not null references users on delete cascade,
    project_id text not null references projects on delete cascade,
    role_id    text not null references roles on delete cascade,
    primary key (user_id, project_id, role_id)
);

create table tokens (
    -- SHA-256 of the token; the token itself is kept nowhere
    hash       bytea primary key,
    user_id    text        not null references users on delete cascade,
    -- null: for no project
    project_id text references projects on delete cascade,
    audit_id   text        not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null
);

create index tokens_by_expiry on tokens (expires_at);
