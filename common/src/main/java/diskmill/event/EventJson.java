package diskmill.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form of the facts. A component that is null is left out; a field that we do not know, of a newer version, is
 * ignored. Threads may share it.
 */
public final class EventJson {

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    public String write(ImageEvent event) {
        return mapper.writerFor(ImageEvent.class).writeValueAsString(event);
    }

    /** @throws UnreadableEvent if it is no fact, or one that lacks what every fact of its kind has */
    public ImageEvent read(@Nullable String json) {
        if (json == null) {
            throw new UnreadableEvent("an empty message", null);
        }
        try {
            ImageEvent event = mapper.readValue(json, ImageEvent.class);
            if (event == null) {
                throw new UnreadableEvent("null is no fact", null);
            }
            return whole(event);
        } catch (JacksonException unreadable) {
            // without the message's own text, which may hold an address with a secret in it
            throw new UnreadableEvent(
                    "no fact can be read from it: " + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
    }

    /** Jackson makes a record of whatever is there; NullAway's promise ends at the process's border. */
    private static ImageEvent whole(ImageEvent event) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!mayBeNull && value(event, component) == null) {
                throw new UnreadableEvent(
                        "%s lacks %s"
                                .formatted(event.getClass().getSimpleName(), component.getName()),
                        null);
            }
        }
        return event;
    }

    private static @Nullable Object value(ImageEvent event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
