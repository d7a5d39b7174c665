package diskmill.api.pages;

import java.util.List;

/** In which state an image is to be: the statuses, but that one whose import failed, and which is queued again, is apart. */
public enum Wanted {
    ANY,
    QUEUED,
    FAILED,
    IN_THE_MAKING,
    ACTIVE,
    DEACTIVATED,
    PENDING_DELETE;

    private static final String LAST_FAILED =
            "exists (select from attempts a where a.id = i.attempt_id and a.state = 'failed')";

    /** On the image {@code i}. */
    List<String> conditions() {
        return switch (this) {
            case ANY -> List.of();
            case QUEUED -> List.of("i.status = 'queued'", "not " + LAST_FAILED);
            case FAILED ->
                    List.of(
                            "i.status in ('queued', 'killed')",
                            "(i.status = 'killed' or %s)".formatted(LAST_FAILED));
            case IN_THE_MAKING -> List.of("i.status in ('saving', 'uploading', 'importing')");
            case ACTIVE -> List.of("i.status = 'active'");
            case DEACTIVATED -> List.of("i.status = 'deactivated'");
            case PENDING_DELETE -> List.of("i.status = 'pending_delete'");
        };
    }
}
