-- Images, the attempts at giving them their bytes, and what is said and deleted in consequence.

create table images (
    id               uuid primary key,
    name             text,
    status           text        not null,
    visibility       text        not null,
    protected        boolean     not null default false,
    hidden           boolean     not null default false,
    owner            text,
    disk_format      text,
    container_format text,
    min_ram          integer     not null default 0,
    min_disk         integer     not null default 0,
    size             bigint,
    virtual_size     bigint,
    checksum         text,
    hash_algo        text,
    hash_value       text,
    object_key       text,
    attempt_id       uuid,
    tags             text[]      not null default '{}',
    properties       jsonb       not null default '{}',
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    -- the row stays, so that an id is never used again
    deleted_at       timestamptz
);

-- lists page by key: (created_at, id) going down is Glance's default order
create index images_by_creation on images (created_at desc, id desc) where deleted_at is null;
create index images_by_owner on images (owner, created_at desc, id desc) where deleted_at is null;

create table attempts (
    id               uuid primary key,
    image_id         uuid        not null references images,
    method           text        not null,
    state            text        not null,
    project          text        not null,
    user_id          text        not null,
    request_id       text        not null,
    source           text,
    -- what the image said of itself when the attempt began
    container        text        not null,
    claimed          text,
    target           text,
    expected         text,
    phase            text,
    bytes_done       bigint      not null default 0,
    bytes_total      bigint,
    bytes_per_second bigint      not null default 0,
    runs             integer     not null default 0,
    run_id           uuid,
    -- what was ingested, as its fact's JSON; set while bytes lie staged, and after ingestion
    ingested         jsonb,
    -- how often workers were told of it, and when last
    releases         integer     not null default 0,
    released_at      timestamptz,
    reason           text,
    message          text,
    deadline         timestamptz not null,
    -- set while a run reports; past it, the run counts as dead
    lease_until      timestamptz,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    ended_at         timestamptz
);

create index attempts_by_image on attempts (image_id, id);
create index attempts_waiting on attempts (project, created_at, id) where state = 'waiting';
create index attempts_open on attempts (state) where ended_at is null;

-- facts written in the transaction that they tell of, and emptied into Kafka in this order by one relay at a time
create table outbox (
    id         bigint generated always as identity primary key,
    payload    text        not null,
    -- no fact that this version knows: set aside, so that the others go on
    unreadable boolean     not null default false,
    created_at timestamptz not null default now()
);

-- keys that nobody needs: all below the prefix but the kept one
create table garbage (
    id       bigint generated always as identity primary key,
    prefix   text        not null,
    keep     text,
    -- the last run's key, named because what is unfinished under it shows in no list
    last_key text,
    -- how often it was emptied
    looks    integer     not null default 0,
    due_at   timestamptz not null
);

create index garbage_by_due on garbage (due_at);

-- when attempts were last looked over; a gap is an outage of ours, for which no attempt may suffer
create table reconciliation (
    only_row  boolean     primary key default true check (only_row),
    last_pass timestamptz not null
);
