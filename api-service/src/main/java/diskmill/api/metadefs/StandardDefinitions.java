package diskmill.api.metadefs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The definitions of the properties that OpenStack's services understand, as far as Glance brings them: names, types and values as OpenStack's
 * documents have them ("Useful image properties", Nova's extra specs), in Glance's own form of file.
 */
final class StandardDefinitions {

    private static final Logger log = LoggerFactory.getLogger(StandardDefinitions.class);

    private static final String FILES = "classpath*:diskmill/api/metadefs/*.json";

    /** As Glance's own, which no project owns either. */
    private static final String OWNER = "admin";

    private final Definitions definitions;
    private final JsonMapper json;

    StandardDefinitions(Definitions definitions, JsonMapper json) {
        this.definitions = definitions;
        this.json = json;
    }

    /** Adds the namespaces that are not there. May run twice, and in several processes at once. */
    void load() {
        List<Definition> all = read();
        long loaded =
                all.stream()
                        .filter(definition ->
                                switch (definitions.insert(definition)) {
                                    case Definitions.Insertion.Inserted _ -> true;
                                    case Definitions.Insertion.NameTaken _ -> false;
                                    case Definitions.Insertion.Twice(Kind kind) ->
                                            throw new IllegalStateException(
                                                    "%s has a %s twice"
                                                            .formatted(
                                                                    definition.namespace().name(),
                                                                    kind.word()));
                                })
                        .count();
        log.info(
                "{} of {} standard metadata definitions were loaded; the others are there already.",
                loaded,
                all.size());
    }

    List<Definition> read() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
                    .map(this::read)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Definition read(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return Definition.of(json.readValue(content, ObjectNode.class), OWNER);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
