-- By itself: in one transaction with what builds the new index it would wait for whoever waits for that, and neither would go on.

drop index images_by_gram;
drop statistics images_grams;
-- image_grams and keyword_grams stay for the api-services of the version before, which ask with them while others are already new
