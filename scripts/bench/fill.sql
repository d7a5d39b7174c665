-- Fills a Diskmill's database for ./dev bench api: :images images of 1,000 projects, with properties, tags and members, and a user "bench" of
-- project-1 whose password is the administrator's.
\set ON_ERROR_STOP on
set synchronous_commit = off;

insert into projects (id, name, created_at)
select 'project-' || p, 'project-' || p, now() from generate_series(0, 999) p on conflict do nothing;
insert into users (id, name, password, default_project, created_at)
select 'bench', 'bench', password, 'project-1', now() from users where name = 'admin' on conflict do nothing;
insert into assignments (user_id, project_id, role_id)
select 'bench', 'project-1', id from roles where name = 'member' on conflict do nothing;

delete from image_members;
delete from images where owner like 'project-%';

-- The asked project has 1,000 images, and 1,000 each are public and community, whatever the number of all: pages of the same size, of more images.
insert into images (id, name, status, visibility, owner, disk_format, container_format, min_disk, size, virtual_size, checksum,
    hash_algo, hash_value, object_key, tags, properties, created_at, updated_at)
select md5('image ' || i)::uuid, 'image ' || lpad((i * 7919 % :images)::text, 7, '0') || case when i / 1000 % 97 = 0 then ' 银河麒麟' else '' end, 'active',
    case turn when 2 then 'public' when 3 then 'community' else (array['private', 'shared'])[1 + abs(hashint8extended(i, 1) % 2)] end,
    'project-' || case turn when 1 then 1 else 2 + abs(hashint8extended(i, 2) % 998) end,
    (array['qcow2', 'raw', 'iso'])[1 + abs(hashint8extended(i, 3) % 3)], 'bare', i % 40, 1000000 + i, 2000000 + i, md5(i::text),
    'sha256', encode(sha256(i::text::bytea), 'hex'), null,
    array['tag-' || abs(hashint8extended(i, 4) % 50), 'even-' || i % 2],
    jsonb_build_object('os_distro', (array['debian', 'ubuntu', 'fedora', 'rhel', 'windows'])[1 + abs(hashint8extended(i, 5) % 5)],
        'hw_disk_bus', 'virtio', 'rack', 'rack-' || abs(hashint8extended(i, 6) % 200)),
    timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-01-01' + i * interval '1 second'
from generate_series(1::bigint, :images) i, lateral (select i % (:images / 1000) as turn) shown;

insert into image_members (image_id, project, status, created_at, updated_at, image_created_at)
select id, 'project-' || (i / 1000 + 1) % 1000, case when i % 3 = 0 then 'pending' else 'accepted' end, now(), now(), images.created_at
from generate_series(5, :images, 50) i join images on id = md5('image ' || i)::uuid and visibility = 'shared';

-- of what is not yet on disk an index alone cannot say whether it is visible to all
checkpoint;
vacuum analyze images;
vacuum analyze image_members;
