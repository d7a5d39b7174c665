package diskmill.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Bodies that are right but for one value.
 *
 * @param request method, address and body; in the body {@code '} stands for {@code "}, {@code VALUE} for the value; in both
 *     {@code NEW} for a name that nothing has
 * @param values  in JSON
 */
public record BadFields(String request, List<String> values) {

    private static final int SHOWN = 40;

    public static BadFields of(String request, List<String> values) {
        return new BadFields(request, values);
    }

    /** One for each value: request, value. */
    public Stream<Arguments> arguments() {
        return values.stream()
                .map(value ->
                        Arguments.of(
                                request,
                                Named.of(
                                        value.length() > SHOWN
                                                ? value.substring(0, SHOWN) + "…"
                                                : value,
                                        value)));
    }

    /**
     * Method and address.
     *
     * @param ours what stands for which of the test's own things
     */
    static String address(String request, Map<String, String> ours) {
        return RefusalsTest.named(
                request.substring(0, request.indexOf(' ', request.indexOf(' ') + 1)), ours);
    }

    static String body(String request, String value, Map<String, String> ours) {
        String template = request.substring(request.indexOf(' ', request.indexOf(' ') + 1) + 1);
        return RefusalsTest.named(
                template.replace('\'', '"')
                        .replace("VALUE", value)
                        .replace("NEW", "new-" + UUID.randomUUID()),
                ours);
    }
}
