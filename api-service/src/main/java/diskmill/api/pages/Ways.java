package diskmill.api.pages;

import diskmill.api.lists.Branches;
import diskmill.api.lists.Branches.Branch;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.SqlParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a viewer comes to see images, made to have no image in common, so that none is counted twice. A statement that takes from them binds its
 * values here. Used by one thread.
 */
final class Ways {

    private final NumberedQuery query;
    private final SqlParameters parameters = new SqlParameters();
    private final List<Branch> branches;
    private final String viewer;

    Ways(NumberedQuery query) {
        this.query = query;
        this.branches =
                new Branches(
                                new ImageQuery(
                                        query.viewer(),
                                        List.of(),
                                        List.of(query.order()),
                                        null,
                                        query.size()),
                                parameters)
                        .all();
        this.viewer = parameters.bind(query.viewer().project());
    }

    SqlParameters parameters() {
        return parameters;
    }

    List<Branch> branches() {
        return branches;
    }

    /** What holds for the images of a way, whatever the keyword. */
    List<String> conditions(Branch branch) {
        List<String> conditions = new ArrayList<>(branch.conditions());
        conditions.add("i.deleted_at is null");
        conditions.add("not i.hidden");
        conditions.addAll(query.wanted().conditions());
        boolean own = branch.fixed().stream().anyMatch(fixed -> fixed.column().equals("i.owner"));
        if (!own && !query.viewer().seesAll()) {
            conditions.add("i.owner is distinct from " + viewer);
        }
        return conditions;
    }
}
