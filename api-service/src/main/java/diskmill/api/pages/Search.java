package diskmill.api.pages;

import java.util.List;

/**
 * How a keyword is best looked for where a viewer sees many images: on the way along them, or in the index of letters. A look at the newest of them
 * tells how common it is, which nobody knows from its letters: all of a frequent word's letters are frequent, and so may be those of a word that nobody has.
 *
 * @param reach   of the viewer
 * @param samples of each of the viewer's ways of seeing images
 * @param rarest  the rarest of what {@code keyword_letters} makes of the keyword, which an image has to have, rarest first
 */
record Search(Reach reach, List<Sample> samples, List<Gram> rarest) {

    /**
     * The newest images of a way.
     *
     * @param looked how many they are, {@link #MOST} or all there are
     * @param found  those that have the keyword
     */
    record Sample(long looked, long found) {

        /** A look at so many takes 5 ms. */
        static final int MOST = 10_000;

        boolean isWhole() {
            return looked < MOST;
        }

        double share() {
            return (found + 0.5) / (looked + 1);
        }
    }

    /** @param share of all images that have it, from 0 to 1 */
    record Gram(String letters, double share) {}

    /** So many are looked up: fewer leave too many images to fetch, and more take longer than they keep away. */
    static final int LOOKED_UP = 3;

    /**
     * Microseconds, as measured at a million images: to look at an image's text in an index on the way, to pass an entry in the index of letters, and to fetch an
     * image that it names.
     */
    private static final double LOOK = 0.5;

    private static final double ENTRY = 0.1;
    private static final double FETCH = 3;

    /** So many times as many as are counted must be expected before the expectation is believed without a count. */
    private static final int SURELY = 2;

    /**
     * @param branch which way of seeing images
     * @param wanted as many images are enough
     */
    boolean byLetters(int branch, int wanted) {
        Sample sample = samples.get(branch);
        if (sample.isWhole()) {
            return false;
        }
        double walk = Math.min(reach.byBranches().get(branch), wanted / sample.share()) * LOOK;
        double entries = reach.images() * rarest.getFirst().share() * rarest.size();
        double together =
                rarest.stream().mapToDouble(Gram::share).reduce(1, (one, other) -> one * other);
        double fetched = reach.images() * Math.max(together, sample.share());
        return entries * ENTRY + fetched * FETCH < walk;
    }

    /** Not where PostgreSQL finds that a way leads nowhere, of which there is nothing in its plan, nor where the keyword has no letters. */
    boolean isWhole() {
        return reach.byBranches().size() == samples.size() && !rarest.isEmpty();
    }

    String[] letters() {
        return rarest.stream().map(Gram::letters).toArray(String[]::new);
    }

    /** How many the viewer will see, about. */
    long expected() {
        double expected = 0;
        for (int branch = 0; branch < samples.size(); branch++) {
            Sample sample = samples.get(branch);
            expected +=
                    sample.isWhole()
                            ? sample.found()
                            : reach.byBranches().get(branch) * sample.share();
        }
        return (long) expected;
    }

    boolean isSurelyTooManyToCount() {
        return expected() > (long) SURELY * ImagePages.MOST_COUNTED;
    }
}
