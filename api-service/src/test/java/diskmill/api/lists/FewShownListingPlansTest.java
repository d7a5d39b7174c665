package diskmill.api.lists;

/** Where one image in a hundred is public: PostgreSQL would rather gather and sort them all than walk along their index. */
class FewShownListingPlansTest extends ListingPlans {

    FewShownListingPlansTest() {
        super(100);
    }
}
