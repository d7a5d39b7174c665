package diskmill.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {

    private static final Path GOLDEN = Path.of("src/test/resources/events");

    private final EventJson json = new EventJson();

    static Set<String> samples() {
        return EventSamples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesEachFactAsItsGoldenFileHasIt(String name) throws IOException {
        var mapper = new JsonMapper();

        String written = json.write(EventSamples.named(name));

        assertThat(mapper.readTree(written)).isEqualTo(mapper.readTree(golden(name)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEachGoldenFileAsTheFactThatItTells(String name) throws IOException {
        assertThat(json.read(golden(name))).isEqualTo(EventSamples.named(name));
    }

    @Test
    void everyKindOfFactHasAGoldenFileAndEveryFileAFact() throws IOException {
        Set<String> kinds =
                leaves(ImageEvent.class)
                        .map(kind -> kind.getAnnotation(JsonTypeName.class).value())
                        .collect(Collectors.toSet());

        try (var files = Files.list(GOLDEN)) {
            var names = new TreeSet<String>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
            assertThat(names).containsExactlyInAnyOrderElementsOf(samples()).containsAll(kinds);
        }
    }

    @Test
    void ignoresAFieldThatANewerVersionAdded() throws IOException {
        String newer = golden("image-cancelled").replace("{", "{ \"since\" : { \"x\" : [ 1 ] },");

        assertThat(json.read(newer)).isEqualTo(EventSamples.named("image-cancelled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not json",
                "{}",
                "{\"type\":\"image-exploded\"}",
                "{\"type\":\"image-cancelled\"}",
                "{\"type\":\"image-cancelled\",\"imageId\":\"1-1-1-1-1\",\"attemptId\":\"01975f1e-8a00-7000-8000-0000000000a1\",\"at\":\"2026-11-24T10:00:05Z\"}",
                "{\"type\":\"image-cancelled\",\"imageId\":\"0b1c3d5e-7f90-4a1b-8c2d-3e4f5a6b7c8d\",\"attemptId\":\"01975f1e-8a00-7000-8000-0000000000a1\",\"at\":\"yesterday\"}"
            })
    void whatIsNoFactIsUnreadable(String text) {
        assertThatThrownBy(() -> json.read(text)).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void anEmptyMessageIsUnreadable() {
        assertThatThrownBy(() -> json.read(null)).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void aNumberThatIsMissingIsUnreadableAndNotNought() throws IOException {
        String cut = golden("image-converted").replaceFirst("\"size\" : \\d+,", "");

        assertThatThrownBy(() -> json.read(cut)).isInstanceOf(UnreadableEvent.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventJsonTest::leaves)
                : Stream.of(type);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name + ".json"));
    }
}
