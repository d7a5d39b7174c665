package diskmill.api.pages;

import java.util.List;

/**
 * How a keyword is best looked for: in the index of letters, or on the way along a viewer's images. PostgreSQL knows how many images have the
 * letters, but not that computing an image's letters takes ten times as long as looking at its name; so the choice is made here, by
 * PostgreSQL's own numbers.
 *
 * @param images     all there are
 * @param matching   those that have the keyword's letters
 * @param byBranches how many each of the viewer's ways of seeing images leads to
 */
record Search(double images, double matching, List<Double> byBranches) {

    /** Microseconds, as measured: to look at an image's name on the way, and to take one entry out of the index of letters. */
    private static final double LOOK = 2.5;

    private static final double ENTRY = 0.5;

    /** So many times as many as are counted must be expected before the expectation is believed without a count. */
    private static final int SURELY = 2;

    /**
     * @param branch which way of seeing images
     * @param wanted as many images are enough
     */
    boolean byLetters(int branch, int wanted) {
        double most = Math.max(byBranches.get(branch), 1);
        double share = Math.max(matching, 1) / Math.max(images, Math.max(matching, 1));
        double walk = Math.min(most, wanted / share) * LOOK;
        return matching * (ENTRY + LOOK) < walk;
    }

    /** How many the viewer will see, about. */
    double expected() {
        double seen = byBranches.stream().mapToDouble(Double::doubleValue).sum();
        return images < 1 ? 0 : seen * Math.min(1, matching / images);
    }

    boolean isSurelyTooManyToCount() {
        return expected() > (double) SURELY * ImagePages.MOST_COUNTED;
    }
}
