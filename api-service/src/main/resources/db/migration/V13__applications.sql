-- What a project's images are for, by the v1 API's word: a registry of names with numbers, one for each project.

create table applications (
    id       bigint generated always as identity primary key,
    project  text        not null,
    name     text        not null,
    -- when an image was last given it, or lost it
    moved_at timestamptz not null,
    -- whether an image may have lost it since it was last found in use
    doubtful boolean     not null default true,
    unique (project, name)
);

create index applications_doubtful on applications (moved_at) where doubtful;

-- in the order in which they were given; null for none. In the image's own row, so that showing one costs no second look.
alter table images add column applications bigint[];

create index images_by_application on images using gin (applications) where applications is not null;
