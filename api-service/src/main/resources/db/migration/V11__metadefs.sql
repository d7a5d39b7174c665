-- The catalog of metadata definitions: which properties images, flavors, volumes and the like may have, and what they mean.

create table metadef_namespaces (
    id           bigint generated always as identity primary key,
    name         text        not null unique,
    display_name text,
    description  text,
    visibility   text        not null,
    protected    boolean     not null,
    -- a project's id; those that come with Diskmill have the word that Glance gives its own
    owner        text        not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null
);

-- What a namespace holds: objects, properties, tags, and the resource types that it is for.
create table metadef_items (
    -- in the order in which they came
    id           bigint generated always as identity primary key,
    namespace_id bigint      not null references metadef_namespaces on delete cascade,
    kind         text        not null,
    name         text        not null,
    -- not jsonb, which would put the keys into an order of its own
    content      json        not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    unique (namespace_id, kind, name)
);

-- a list of namespaces may ask for those of some resource types
create index metadef_items_of_resource_types on metadef_items (name, namespace_id) where kind = 'resource_type';

create table metadef_resource_types (
    name       text primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

insert into metadef_resource_types (name, created_at, updated_at)
select name, clock_timestamp(), clock_timestamp()
from unnest(array['OS::Cinder::Volume', 'OS::Glance::Image', 'OS::Nova::Aggregate', 'OS::Nova::Flavor', 'OS::Nova::Server']) as name;
