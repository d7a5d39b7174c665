-- 10,000 imports that wait, for ./dev bench api.
\set ON_ERROR_STOP on
insert into images (id, name, status, visibility, owner, disk_format, container_format, attempt_id, created_at, updated_at)
select md5('queued ' || i)::uuid, 'queued ' || i, 'importing', 'shared', 'queue', 'qcow2', 'bare', md5('attempt ' || i)::uuid, now(), now()
from generate_series(1, 10000) i;
insert into attempts (id, image_id, method, state, project, user_id, request_id, source, container, claimed, deadline, created_at, updated_at)
select md5('attempt ' || i)::uuid, md5('queued ' || i)::uuid, 'web-download', 'waiting', 'queue', 'queue', 'req-queue',
    'http://127.0.0.1:1/disk', 'bare', 'qcow2', now() + interval '1 day', now(), now()
from generate_series(1, 10000) i;
