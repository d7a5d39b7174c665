-- A keyword is looked up by three letters that are neighbours, besides two: names of digits have all pairs of digits, so 2,000 images of a million had the
-- three rarest pairs of a number that one has.

-- All single letters of both texts, all pairs of neighbours, and all that stand three in a row.
create or replace function image_grams(name text, display_name text) returns text[] language plpgsql immutable parallel safe cost 1000 as $$
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
        for place in 1 .. cardinality(letters) - 2 loop
            grams := grams || (letters[place] || letters[place + 1] || letters[place + 2]);
        end loop;
    end loop;
    return grams;
end $$;

-- What an image must have of these to hold the word: itself, or all of its threes.
create or replace function keyword_grams(word text) returns text[] language sql immutable parallel safe as $$
    select case when char_length(lower(word)) < 4 then array[lower(word)]
        else array(select substr(lower(word), place, 3) from generate_series(1, char_length(lower(word)) - 2) place) end
$$;

-- Under a name of its own, so that lists are answered by the old one until this is done.
create index images_by_grams on images using gin (image_grams(name, image_display_name(properties))) with (gin_pending_list_limit = 256)
    where deleted_at is null;

analyze images;
