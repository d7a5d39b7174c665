-- Accounts as Keystone's API manages them. `extra` holds what Keystone keeps as it came: email, tags, options and the like.

alter table projects add column extra jsonb not null default '{}';

alter table users
    add column description text not null default '',
    add column extra jsonb not null default '{}',
    drop constraint users_default_project_fkey,
    add constraint users_default_project_fkey foreign key (default_project) references projects on delete set null;

alter table roles
    add column description text not null default '',
    add column extra jsonb not null default '{}';

create index assignments_by_project on assignments (project_id);
create index assignments_by_role on assignments (role_id);

create table application_credentials (
    id           text primary key,
    user_id      text        not null references users on delete cascade,
    project_id   text        not null references projects on delete cascade,
    name         text        not null,
    description  text        not null default '',
    -- bcrypt
    secret       text        not null,
    -- whether it may make and delete others of its kind
    unrestricted boolean     not null,
    -- null: never
    expires_at   timestamptz,
    created_at   timestamptz not null,
    unique (user_id, name)
);

create index application_credentials_by_project on application_credentials (project_id);

create table application_credential_roles (
    credential_id text not null references application_credentials on delete cascade,
    role_id       text not null references roles on delete cascade,
    primary key (credential_id, role_id)
);

create index application_credential_roles_by_role on application_credential_roles (role_id);

-- what an application credential passes on of its user's roles
create view passed_roles as
select credential_id, role_id from application_credential_roles
union
select credential_id, implied_id from application_credential_roles join implied_roles on prior_id = role_id;

alter table tokens
    add column methods       text[] not null default '{password}',
    -- the first token's that this one was got by; null for one that was got by no other
    add column chain_id      text,
    add column credential_id text references application_credentials on delete cascade;

create index tokens_by_user on tokens (user_id);
create index tokens_by_project on tokens (project_id);
create index tokens_by_credential on tokens (credential_id);

-- Every api-service remembers tokens for a few seconds. This tells all of them to forget; a single token that is revoked is told
-- by its hash.
create function tell_of_accounts() returns trigger language plpgsql as $$
begin
    perform pg_notify('diskmill_accounts', '');
    return null;
end $$;

create trigger users_tell after update or delete on users for each statement execute function tell_of_accounts();
create trigger projects_tell after update or delete on projects for each statement execute function tell_of_accounts();
create trigger roles_tell after update or delete on roles for each statement execute function tell_of_accounts();
create trigger assignments_tell after insert or update or delete on assignments for each statement execute function tell_of_accounts();
create trigger implied_roles_tell after insert or update or delete on implied_roles for each statement execute function tell_of_accounts();
create trigger application_credentials_tell after update or delete on application_credentials
    for each statement execute function tell_of_accounts();
create trigger application_credential_roles_tell after delete on application_credential_roles
    for each statement execute function tell_of_accounts();
