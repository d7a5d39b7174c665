package diskmill.api.lists;

/** What PostgreSQL is told of how it plans a page, for one transaction. */
public enum Planning {
    /**
     * One plan, kept for all values, along an index: where the best way is the same for all of them. PostgreSQL's own choice is to plan each page anew, which costs
     * several times what the page itself does. A bitmap would lose the order, and has all images of a way gathered and sorted for a page.
     */
    ALONG_INDEXES(
            "set local plan_cache_mode = force_generic_plan; set local enable_bitmapscan = off"),

    /** A plan of its own: where the values decide which way is the shortest, as whether a property is rare. */
    FOR_THESE_VALUES(
            "set local plan_cache_mode = force_custom_plan; set local enable_bitmapscan = on");

    private final String sql;

    Planning(String sql) {
        this.sql = sql;
    }

    /** Statements that say so. */
    public String sql() {
        return sql;
    }
}
