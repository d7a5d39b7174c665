package diskmill.api.v2.export;

import diskmill.api.identity.Caller;
import diskmill.api.lists.ImageLists;
import diskmill.api.lists.ImageQuery;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.images.ImageJson;
import diskmill.api.v2.lists.ListQuery;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v2/images/export}: the whole of a list as a table, {@code format=csv} or {@code xlsx}, with the list's own filters and sort, the {@code columns}
 * that are asked for, and titles in Chinese or English by {@code Accept-Language}. It is written as it is read. An answer that breaks off
 * has no end: its last chunk is missing, so a client sees that it is not whole.
 */
@RestController
final class ExportController {

    private static final int PAGE = 1000;
    private static final List<String> OURS = List.of("format", "columns");
    private static final List<String> PAGING = List.of("limit", "marker");

    private final ImageLists lists;
    private final ImagePolicy policy;
    private final ImageJson json;

    ExportController(ImageLists lists, ImagePolicy policy, ImageJson json) {
        this.lists = lists;
        this.policy = policy;
        this.json = json;
    }

    @GetMapping("/v2/images/export")
    void export(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale locale =
                request.getHeader("Accept-Language") == null ? Locale.ENGLISH : request.getLocale();
        ImageQuery query = query(request, policy.viewer(caller));
        Columns columns = Columns.read(request.getParameter("columns"));
        Format format = Format.read(request.getParameter("format"));
        response.setContentType(format.type());
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"images." + format.word() + "\"");
        response.setHeader("Content-Language", Columns.isChinese(locale) ? "zh" : "en");
        response.setHeader("Vary", "Accept-Language");
        Table table = format.open(response.getOutputStream(), locale, columns.titles(locale));
        lists.each(
                query,
                image -> {
                    if (policy.allowsListed(Rule.GET_IMAGE, image, caller)) {
                        table.row(columns.cells(json.of(image, caller)));
                    }
                });
        table.close();
    }

    private static ImageQuery query(HttpServletRequest request, ImageQuery.Viewer viewer) {
        Map<String, String[]> parameters = new HashMap<>(request.getParameterMap());
        if (PAGING.stream().anyMatch(parameters::containsKey)) {
            throw Refusal.badRequest(
                    "An export is the whole list: leave out limit and marker, and filter instead.");
        }
        OURS.forEach(parameters::remove);
        ImageQuery query = ListQuery.read(parameters, viewer);
        return new ImageQuery(query.viewer(), query.filters(), query.order(), null, PAGE);
    }

    private enum Format {
        CSV("text/csv;charset=UTF-8"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        static Format read(@Nullable String word) {
            return switch (word) {
                case null -> CSV;
                case "csv" -> CSV;
                case "xlsx" -> XLSX;
                default -> throw Refusal.badRequest("'format' must be csv or xlsx.");
            };
        }

        Table open(OutputStream out, Locale locale, List<@Nullable Object> titles)
                throws IOException {
            if (this == XLSX) {
                return new Workbook(out, Columns.isChinese(locale) ? "镜像" : "Images", titles);
            }
            Table table = new CsvTable(out);
            table.row(titles);
            return table;
        }

        String type() {
            return type;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
