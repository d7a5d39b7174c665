-- Keystone's default roles, and which includes which others (all of them, so that nobody has to follow a chain).

insert into roles (id, name)
select replace(gen_random_uuid()::text, '-', ''), name from unnest(array['admin', 'manager', 'member', 'reader', 'service']) as name
on conflict (name) do nothing;

create table implied_roles (
    prior_id   text not null references roles on delete cascade,
    implied_id text not null references roles on delete cascade,
    primary key (prior_id, implied_id)
);

insert into implied_roles (prior_id, implied_id)
select prior.id, implied.id
from (values ('admin', 'manager'), ('admin', 'member'), ('admin', 'reader'), ('manager', 'member'), ('manager', 'reader'),
             ('member', 'reader')) as pair (prior, implied)
join roles prior on prior.name = pair.prior
join roles implied on implied.name = pair.implied;

-- who has which role where, by assignment or because another one includes it
create view held_roles as
select user_id, project_id, role_id from assignments
union
select user_id, project_id, implied_id from assignments join implied_roles on prior_id = role_id;
