-- Projects that a shared image is shared with, and whether they have taken it.

create table image_members (
    image_id   uuid        not null references images,
    project    text        not null,
    status     text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (image_id, project)
);

-- a list shows a project what it has accepted
create index image_members_by_project on image_members (project, status, image_id);
