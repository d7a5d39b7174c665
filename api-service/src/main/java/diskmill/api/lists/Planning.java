package diskmill.api.lists;

/** What PostgreSQL is told of how it plans a page, for one transaction. */
public enum Planning {
    /**
     * One plan, kept for all values, along an index: where the best way is the same for all of them. PostgreSQL's own choice is to plan each page anew, which costs
     * several times what the page itself does. A bitmap would lose the order, and has all images of a way gathered and sorted for a page.
     */
    ALONG_INDEXES("force_generic_plan", false, true),

    /** A plan of its own: where the values decide which way is the shortest, as whether a property is rare. */
    FOR_THESE_VALUES("force_custom_plan", true, true),

    /** Looked up in an index, then sorted: where it is known that hardly any image is what is wanted. */
    LOOKED_UP("force_custom_plan", true, false);

    private final String sql;

    Planning(String plans, boolean lookUp, boolean walk) {
        sql =
                """
                set local plan_cache_mode = %1$s; set local enable_bitmapscan = %2$s;
                set local enable_indexscan = %3$s; set local enable_indexonlyscan = %3$s; set local enable_seqscan = %3$s\
                """
                        .formatted(plans, lookUp, walk);
    }

    /** Statements that say so. */
    public String sql() {
        return sql;
    }
}
