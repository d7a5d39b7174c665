-- Tags are looked up among a project's images, or among those that everybody is shown: each tag under the owner, and under what the image is shown as. Of a
-- project's thousand images all were read for a tag that twenty have.

create function image_tag_places(owner text, shown text, tags text[]) returns text[] language sql immutable parallel safe as $$
    select array(select place || E'\n' || tag from unnest(array[owner, shown]) place, unnest(tags) tag where place is not null)
$$;

-- the limit as for images_by_gram
create index images_by_tag_and_place on images using gin (image_tag_places(owner, shown, tags)) with (gin_pending_list_limit = 256)
    where deleted_at is null;
-- PostgreSQL uses no statistics of what a partial index computes
create statistics images_tag_places on (image_tag_places(owner, shown, tags)) from images;

analyze images;
