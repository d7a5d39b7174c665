-- Pages by number: what is skipped is counted in an index alone, and names are found by any part of theirs.

-- Where an index says who may see an image, nobody has to look at the image. An index on coalesce(name, '') is one on name to PostgreSQL
-- only where it has the name as well.

create index images_by_creation_of_pages on images (created_at, id) include (hidden, visibility, owner, status) where deleted_at is null;
create index images_by_owner_of_pages on images (owner, created_at, id) include (hidden, visibility, status) where deleted_at is null;
create index images_shown_by_creation_of_pages on images (visibility, created_at, id) include (hidden, owner, status)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_update_of_pages on images (updated_at, created_at, id) include (hidden, visibility, owner, status) where deleted_at is null;
create index images_by_owner_and_update_of_pages on images (owner, updated_at, created_at, id) include (hidden, visibility, status)
    where deleted_at is null;
create index images_shown_by_update_of_pages on images (visibility, updated_at, created_at, id) include (hidden, owner, status)
    where deleted_at is null and visibility in ('public', 'community');

create index images_by_name_of_pages on images (coalesce(name, ''), created_at, id) include (name, hidden, visibility, owner, status)
    where deleted_at is null;
create index images_by_owner_and_name_of_pages on images (owner, coalesce(name, ''), created_at, id) include (name, hidden, visibility, status)
    where deleted_at is null;
create index images_shown_by_name_of_pages on images (visibility, coalesce(name, ''), created_at, id) include (name, hidden, owner, status)
    where deleted_at is null and visibility in ('public', 'community');

-- The operating system's name as v1 shows it; DisplayName says the same in Java.
create function image_display_name(properties jsonb) returns text language sql immutable parallel safe as $$
    select left(coalesce(
        nullif(properties ->> 'display_name', ''),
        nullif(properties ->> 'os_distro', '') || coalesce(' ' || nullif(properties ->> 'os_version', ''), ''),
        properties ->> 'os_type'), 255)
$$;

-- All single letters of both texts, and all pairs of neighbours. Whatever is searched for, one letter or many, of whatever script, is a set of
-- these; the trigrams of pg_trgm know no word of one or two letters. Its cost keeps PostgreSQL from computing them on its way along a list.
create function image_grams(name text, display_name text) returns text[] language plpgsql immutable parallel safe cost 1000 as $$
declare
    word text;
    letters text[];
    grams text[] := '{}';
begin
    foreach word in array array[name, display_name] loop
        continue when word is null;
        letters := string_to_array(lower(word), null);
        grams := grams || letters;
        for place in 1 .. cardinality(letters) - 1 loop
            grams := grams || (letters[place] || letters[place + 1]);
        end loop;
    end loop;
    return grams;
end $$;

-- What an image must have of these to hold the word. For one or two letters that is all there is to look at.
create function keyword_grams(word text) returns text[] language sql immutable parallel safe as $$
    select case when char_length(lower(word)) < 2 then array[lower(word)]
        else array(select substr(lower(word), place, 2) from generate_series(1, char_length(lower(word)) - 1) place) end
$$;

-- the list of what is yet to be put into its place makes a write cheap, but each search goes through it: in KiB, a sixteenth of PostgreSQL's own
create index images_by_gram on images using gin (image_grams(name, image_display_name(properties))) with (gin_pending_list_limit = 256)
    where deleted_at is null;
create statistics images_grams on (image_grams(name, image_display_name(properties))) from images;

-- what was deleted of late
create index images_deleted on images (deleted_at, id) where deleted_at is not null;
create index images_deleted_by_owner on images (owner, deleted_at, id) where deleted_at is not null;
-- whose name is still to be forgotten
create index images_deleted_with_name on images (deleted_at) where deleted_at is not null and name is not null;

-- Without figures of it PostgreSQL takes each keyword for rare.
analyze images;

-- Last, since from here on nobody reads images until the migration is done.
drop index images_by_creation;
drop index images_by_owner;
drop index images_shown_by_creation;
drop index images_by_update;
drop index images_by_owner_and_update;
drop index images_shown_by_update;
drop index images_by_name;
drop index images_by_owner_and_name;
drop index images_shown_by_name;
alter index images_by_creation_of_pages rename to images_by_creation;
alter index images_by_owner_of_pages rename to images_by_owner;
alter index images_shown_by_creation_of_pages rename to images_shown_by_creation;
alter index images_by_update_of_pages rename to images_by_update;
alter index images_by_owner_and_update_of_pages rename to images_by_owner_and_update;
alter index images_shown_by_update_of_pages rename to images_shown_by_update;
alter index images_by_name_of_pages rename to images_by_name;
alter index images_by_owner_and_name_of_pages rename to images_by_owner_and_name;
alter index images_shown_by_name_of_pages rename to images_shown_by_name;
