package diskmill.api.lists;

/** Where a quarter of all images are public: a project's own are found without a walk through them. */
class ManyShownListingPlansTest extends ListingPlans {

    ManyShownListingPlansTest() {
        super(4);
    }
}
