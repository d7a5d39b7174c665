-- What counts against a project's quota beside its images: bytes that are on their way in, and bytes that are not yet deleted.

-- bytes that an upload has announced
alter table attempts add column reserved bigint not null default 0;

-- whose the bytes were, and how many; they count until they were deleted once
alter table garbage add column project text;
alter table garbage add column bytes bigint not null default 0;

create index garbage_by_project on garbage (project) where looks = 0;
