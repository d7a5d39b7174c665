-- What tasks were asked for, where an attempt does not say it, and the list of all tasks.

create table task_inputs (
    attempt_id uuid primary key references attempts,
    -- import: by POST /v2/tasks; api_image_import: by the import of an image
    type       text  not null,
    -- as it was asked for, but without the address's query
    input      jsonb not null
);

-- the list of tasks pages by key; (created_at, id) going down is Glance's default order
create index attempts_by_creation on attempts (created_at desc, id desc);
-- what ended long ago is in no list
create index attempts_by_end on attempts (ended_at);
