package diskmill.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Hands what a controller throws to {@link Errors}. */
@ControllerAdvice
final class ErrorAdvice {

    private final Errors errors;

    ErrorAdvice(Errors errors) {
        this.errors = errors;
    }

    @ExceptionHandler(Exception.class)
    void on(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        errors.answer(failure, request, response);
    }
}
