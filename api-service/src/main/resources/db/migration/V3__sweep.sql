-- when the whole store is next gone through for what nobody has noted as garbage; in the far future while one is at it
create table sweep (
    only_row boolean     primary key default true check (only_row),
    due_at   timestamptz not null
);
