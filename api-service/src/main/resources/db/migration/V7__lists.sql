-- Lists page by key, so each order has its index: over all images, one project's, and those that everybody may list. What is absent counts
-- as the smallest, hence coalesce. Of created_at the first two are there since V1.

create index images_shown_by_creation on images (visibility, created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_update on images (updated_at, created_at, id) where deleted_at is null;
create index images_by_owner_and_update on images (owner, updated_at, created_at, id) where deleted_at is null;
create index images_shown_by_update on images (visibility, updated_at, created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_name on images (coalesce(name, ''), created_at, id) where deleted_at is null;
create index images_by_owner_and_name on images (owner, coalesce(name, ''), created_at, id) where deleted_at is null;
create index images_shown_by_name on images (visibility, coalesce(name, ''), created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_size on images (coalesce(size, -1), created_at, id) where deleted_at is null;
create index images_by_owner_and_size on images (owner, coalesce(size, -1), created_at, id) where deleted_at is null;
create index images_shown_by_size on images (visibility, coalesce(size, -1), created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_status on images (status, created_at, id) where deleted_at is null;
create index images_by_owner_and_status on images (owner, status, created_at, id) where deleted_at is null;
create index images_shown_by_status on images (visibility, status, created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_disk_format on images (coalesce(disk_format, ''), created_at, id) where deleted_at is null;
create index images_by_owner_and_disk_format on images (owner, coalesce(disk_format, ''), created_at, id) where deleted_at is null;
create index images_shown_by_disk_format on images (visibility, coalesce(disk_format, ''), created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_container_format on images (coalesce(container_format, ''), created_at, id) where deleted_at is null;
create index images_by_owner_and_container_format on images (owner, coalesce(container_format, ''), created_at, id)
    where deleted_at is null;
create index images_shown_by_container_format on images (visibility, coalesce(container_format, ''), created_at, id)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_owner_and_id on images (owner, id) where deleted_at is null;
create index images_shown_by_id on images (visibility, id) where deleted_at is null and visibility in ('public', 'community');

-- what only few images have
create index images_by_property on images using gin (properties jsonb_path_ops) where deleted_at is null;
create index images_by_tag on images using gin (tags) where deleted_at is null;
create index images_by_checksum on images (checksum) where deleted_at is null;
create index images_by_hash on images (hash_value) where deleted_at is null;
create index images_protected on images (created_at, id) where deleted_at is null and protected;
-- a branch goes down by all of its keys, so they must all have one direction
drop index images_by_owner;
create index images_by_owner on images (owner, created_at, id) where deleted_at is null;
create index images_hidden on images (created_at, id) where deleted_at is null and hidden;

-- a project's list has what it has accepted in the default order; an image's time never changes
alter table image_members add column image_created_at timestamptz;
update image_members set image_created_at = images.created_at from images where images.id = image_id;
alter table image_members alter column image_created_at set not null;
drop index image_members_by_project;
create index image_members_by_project on image_members (project, status, image_created_at, image_id);

-- an image that is gone is shared with nobody
delete from image_members using images where images.id = image_id and images.deleted_at is not null;

-- PostgreSQL gathers none by itself of what partial indexes compute
create statistics images_names on (coalesce(name, '')) from images;
create statistics images_sizes on (coalesce(size, -1)) from images;
create statistics images_disk_formats on (coalesce(disk_format, '')) from images;
create statistics images_container_formats on (coalesce(container_format, '')) from images;
