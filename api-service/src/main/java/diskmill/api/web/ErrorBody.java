package diskmill.api.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An error as JSON: its three fields at the top, where Glance's clients look, and once more inside {@code error}, where those
 * of Keystone and of the other API do.
 */
@JsonPropertyOrder({"code", "title", "message", "error"})
record ErrorBody(int code, String title, String message, Fields error) {

    record Fields(int code, String title, String message) {}

    static ErrorBody of(int status, String message) {
        String title = title(status);
        return new ErrorBody(status, title, message, new Fields(status, title, message));
    }

    /** Without what stands at the top. */
    Nested nested() {
        return new Nested(error);
    }

    record Nested(Fields error) {}

    /** A small page for a person with a browser. */
    String asHtml() {
        return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%1$d %2$s</title></head>
        <body><h1>%1$d %2$s</h1><p>%3$s</p></body></html>
        """
                .formatted(code, title, escaped(message));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Request Refused" : "Server Error";
        };
    }
}
