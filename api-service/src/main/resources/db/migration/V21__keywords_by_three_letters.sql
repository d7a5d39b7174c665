-- A keyword is looked up by three letters that are neighbours, besides two: names of digits have all pairs of digits, so 2,000 images of a million had the
-- three rarest pairs of a number that one has.

-- Functions, index and statistics have names of their own, so that the old index answers for who asks as before, and for nobody else, until it is dropped.

-- All single letters of both texts, all pairs of neighbours, and all that stand three in a row.
create function image_letters(name text, display_name text) returns text[] language plpgsql immutable parallel safe cost 1000 as $$
declare
    word text;
    letters text[];
    runs text[] := '{}';
begin
    foreach word in array array[name, display_name] loop
        continue when word is null;
        letters := string_to_array(lower(word), null);
        runs := runs || letters;
        for place in 1 .. cardinality(letters) - 1 loop
            runs := runs || (letters[place] || letters[place + 1]);
        end loop;
        for place in 1 .. cardinality(letters) - 2 loop
            runs := runs || (letters[place] || letters[place + 1] || letters[place + 2]);
        end loop;
    end loop;
    return runs;
end $$;

-- What an image must have of these to hold the word: itself, or all of its threes.
create function keyword_letters(word text) returns text[] language sql immutable parallel safe as $$
    select case when char_length(lower(word)) < 4 then array[lower(word)]
        else array(select substr(lower(word), place, 3) from generate_series(1, char_length(lower(word)) - 2) place) end
$$;

create index images_by_letters on images using gin (image_letters(name, image_display_name(properties))) with (gin_pending_list_limit = 256)
    where deleted_at is null;
create statistics images_letters on (image_letters(name, image_display_name(properties))) from images;

analyze images;
