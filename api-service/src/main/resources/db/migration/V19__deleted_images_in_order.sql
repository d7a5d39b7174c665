-- What was deleted of late is listed in an index's order, whatever lies behind it: so it is marked apart from what was deleted long ago.

update images set forgotten = true where deleted_at < now() - interval '30 days' and name is null;

create index images_deleted_by_creation on images (created_at, id) include (name, deleted_at)
    where deleted_at is not null and not forgotten;
create index images_deleted_by_owner_and_creation on images (owner, created_at, id) include (name, deleted_at)
    where deleted_at is not null and not forgotten;
-- an index on coalesce(name, '') is one on name to PostgreSQL only where it has the name as well
create index images_deleted_by_name on images (coalesce(name, ''), id) include (name, created_at, deleted_at)
    where deleted_at is not null and not forgotten;
create index images_deleted_by_owner_and_name on images (owner, coalesce(name, ''), id) include (name, created_at, deleted_at)
    where deleted_at is not null and not forgotten;
create index images_deleted_by_time on images (deleted_at, id) include (name, created_at)
    where deleted_at is not null and not forgotten;
create index images_deleted_by_owner_and_time on images (owner, deleted_at, id) include (name, created_at)
    where deleted_at is not null and not forgotten;

-- last, since from here on nobody reads images until the migration is done
drop index images_deleted;
drop index images_deleted_by_owner;
drop index images_deleted_with_name;
