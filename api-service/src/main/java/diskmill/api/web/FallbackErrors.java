package diskmill.api.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what the server itself refuses before, or fails after, any controller. */
@Controller
final class FallbackErrors implements ErrorController {

    private final Errors errors;

    FallbackErrors(Errors errors) {
        this.errors = errors;
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void on(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : 404;
        Refusal refusal =
                request.getAttribute(Errors.LATE) instanceof Refusal late
                        ? late
                        : new Refusal(status, sentence(status));
        errors.write(refusal, request, response);
    }

    static String sentence(int status) {
        return switch (status) {
            case 400 ->
                    "The request cannot be understood; check its headers, and its address, in which all but letters, digits and -._~ is to be encoded (a quotation mark as %22).";
            case 404 -> "There is nothing at this address.";
            case 417 -> "Of what a header Expect may ask for only 100-continue is done here.";
            case 501 ->
                    "The method or the Transfer-Encoding of the request is none that is known here; a body is sent as it is, or chunked.";
            case 505 -> "HTTP/1.1 is spoken here, and no version above it.";
            default ->
                    status < 500
                            ? "The request is refused."
                            : "Something went wrong here; try again, and tell your operator if it stays.";
        };
    }
}
