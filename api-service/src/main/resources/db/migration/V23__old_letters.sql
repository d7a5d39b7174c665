-- By itself: in one transaction with what builds the new index it would wait for whoever waits for that, and neither would go on.

drop index images_by_gram;
