package diskmill.api.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Says in our words what the server refuses before any filter runs. Made by the server itself, by its class name. */
public final class JsonErrorValve extends ErrorReportValve {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            if (response.getHeader(RequestIds.HEADER) == null) {
                String id = "req-" + UUID.randomUUID();
                response.setHeader(RequestIds.HEADER, id);
                response.setHeader(RequestIds.SECOND_HEADER, id);
            }
            response.setContentType("application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(
                        JSON.writeValueAsString(
                                Envelope.isOf(request)
                                        ? Envelope.failed(status, FallbackErrors.sentence(status))
                                        : ErrorBody.of(status, FallbackErrors.sentence(status))));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("the client hung up", gone);
        }
    }
}
