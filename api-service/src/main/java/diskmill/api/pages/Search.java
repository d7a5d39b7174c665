package diskmill.api.pages;

/**
 * How a keyword is best looked for: in the index of letters, or on the way along a viewer's images. PostgreSQL knows how many images have the
 * letters, but not that computing an image's letters takes many times as long as looking for them in its text; so the choice is made here, by
 * PostgreSQL's own numbers.
 *
 * @param matching those that have the keyword's letters, whoever sees them
 */
record Search(Reach reach, double matching) {

    /** Microseconds, as measured at a million images: to look at an image's text in an index on the way, and to fetch an image that the index of letters names. */
    private static final double LOOK = 0.5;

    private static final double FETCH = 3;

    /** So many times as many as are counted must be expected before the expectation is believed without a count. */
    private static final int SURELY = 2;

    /**
     * @param branch which way of seeing images
     * @param wanted as many images are enough
     */
    boolean byLetters(int branch, int wanted) {
        double most = Math.max(reach.byBranches().get(branch), 1);
        double share = Math.max(matching, 1) / Math.max(reach.images(), Math.max(matching, 1));
        double walk = Math.min(most, wanted / share) * LOOK;
        return matching * FETCH < walk;
    }

    /** How many the viewer will see, about. */
    double expected() {
        return reach.images() < 1 ? 0 : reach.seen() * Math.min(1, matching / reach.images());
    }

    boolean isSurelyTooManyToCount() {
        return expected() > (double) SURELY * ImagePages.MOST_COUNTED;
    }
}
