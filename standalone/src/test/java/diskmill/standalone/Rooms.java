package diskmill.standalone;

import java.util.List;
import java.util.Map;

/** The rules of {@link ArchitectureTest}: who may use whom. A name that ends in {@code …} stands for all below it, too. */
final class Rooms {

    private Rooms() {}

    static final Map<String, List<String>> MAY_USE =
            Map.ofEntries(
                    // common
                    Map.entry("diskmill.image", List.of()),
                    Map.entry("diskmill.event", List.of("diskmill.image", "diskmill.storage")));

    static final Map<String, List<String>> LIBRARIES = Map.of();
}
