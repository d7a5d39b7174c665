package diskmill.api.catalog;

import diskmill.api.catalog.ImageStatus.Transition;
import diskmill.event.ImageEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/statuses.md}, as the tables of {@link ImageStatus} make it. */
final class StatusesDocument {

    private static final List<ImageEvent> FACTS = ExampleFacts.all();

    private StatusesDocument() {}

    static String text() {
        return """
        # The statuses of an image

        Drawn from `ImageStatus` by `StatusesDocumentTest`, which fails when this page is stale. To draw it anew:
        `./mvnw test -pl api-service -am -Dtest=StatusesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Ddiskmill.docs.write=true`

        Statuses and their names are Glance's. The lines are what moves an image in Diskmill: a request or a fact. `killed` and
        `pending_delete` are known to Glance's clients; Diskmill never sets them.

        ```mermaid
        stateDiagram-v2
            [*] --> queued: register
        %s
        ```

        ## What a fact does

        A fact of the image's current attempt, said by a worker or by the api-service. Any other attempt's facts are stale before they
        come here. **stale**: ignored, and its object becomes garbage. **contradiction**: never applied; counted, and logged for a
        person.

        %s

        ## What a request may do

        %s
        """
                .formatted(arrows(), facts(), requests())
                .stripIndent();
    }

    private static String arrows() {
        Stream<String> requests =
                Stream.of(
                                new Request(ImageStatus.QUEUED, ImageStatus.SAVING, "PUT file"),
                                new Request(ImageStatus.QUEUED, ImageStatus.UPLOADING, "PUT stage"),
                                new Request(
                                        ImageStatus.QUEUED, ImageStatus.IMPORTING, "import by URL"),
                                new Request(ImageStatus.UPLOADING, ImageStatus.IMPORTING, "import"),
                                new Request(
                                        ImageStatus.ACTIVE, ImageStatus.DEACTIVATED, "deactivate"),
                                new Request(
                                        ImageStatus.DEACTIVATED, ImageStatus.ACTIVE, "reactivate"))
                        .map(Request::arrow);
        Stream<String> facts =
                drawn().flatMap(from ->
                        FACTS.stream()
                                .filter(fact -> !(fact instanceof ImageEvent.Cancelled))
                                .filter(fact -> from.on(fact) instanceof Transition.Move)
                                .map(fact ->
                                        "    %s --> %s: %s"
                                                .formatted(from, moved(from, fact), name(fact))));
        Stream<String> deletes =
                drawn().map(from -> new Request(from, ImageStatus.DELETED, "DELETE").arrow());
        return Stream.of(requests, facts, deletes)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    /** A request of our own; what it does must be in the table. */
    private record Request(ImageStatus from, ImageStatus to, String name) {

        Request {
            if (!from.mayBecome(to)) {
                throw new IllegalStateException(from + " may not become " + to);
            }
        }

        String arrow() {
            return "    %s --> %s: %s".formatted(from, to, name);
        }
    }

    private static Stream<ImageStatus> drawn() {
        Set<ImageStatus> unused =
                Set.of(ImageStatus.KILLED, ImageStatus.PENDING_DELETE, ImageStatus.DELETED);
        return Arrays.stream(ImageStatus.values()).filter(status -> !unused.contains(status));
    }

    private static String moved(ImageStatus from, ImageEvent fact) {
        return from.on(fact) instanceof Transition.Move(var next) ? next.toString() : "";
    }

    private static String facts() {
        String head =
                "| status | %s |\n| --- |%s"
                        .formatted(
                                FACTS.stream()
                                        .map(StatusesDocument::name)
                                        .collect(Collectors.joining(" | ")),
                                " --- |".repeat(FACTS.size()));
        return Stream.concat(
                        Stream.of(head),
                        Arrays.stream(ImageStatus.values())
                                .map(status ->
                                        "| %s | %s |"
                                                .formatted(
                                                        status,
                                                        FACTS.stream()
                                                                .map(status::on)
                                                                .map(StatusesDocument::word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                " | ")))))
                .collect(Collectors.joining("\n"));
    }

    private static String requests() {
        return Stream.concat(
                        Stream.of("| from | to |\n| --- | --- |"),
                        Arrays.stream(ImageStatus.values())
                                .map(from ->
                                        "| %s | %s |"
                                                .formatted(
                                                        from,
                                                        Arrays.stream(ImageStatus.values())
                                                                .filter(from::mayBecome)
                                                                .map(ImageStatus::toString)
                                                                .collect(
                                                                        Collectors.joining(", ")))))
                .collect(Collectors.joining("\n"));
    }

    private static String word(Transition transition) {
        return switch (transition) {
            case Transition.Move(var next) -> "→ " + next;
            case Transition.Keep _ -> "stays";
            case Transition.Stale _ -> "stale";
            case Transition.Contradiction _ -> "**contradiction**";
        };
    }

    private static String name(ImageEvent fact) {
        return fact.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
