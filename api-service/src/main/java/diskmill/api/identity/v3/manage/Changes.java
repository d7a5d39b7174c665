package diskmill.api.identity.v3.manage;

import diskmill.api.identity.accounts.Change;
import diskmill.api.identity.accounts.Filter;
import diskmill.api.identity.v3.Domain;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What bodies and queries want of accounts, read. */
final class Changes {

    /** Not kept as they came: ours to say, or kept by themselves. */
    private static final Set<String> PROJECT =
            Set.of(
                    "id",
                    "name",
                    "description",
                    "enabled",
                    "domain_id",
                    "parent_id",
                    "is_domain",
                    "links");

    private static final Set<String> USER =
            Set.of(
                    "id",
                    "name",
                    "description",
                    "enabled",
                    "domain_id",
                    "default_project_id",
                    "password",
                    "original_password",
                    "password_expires_at",
                    "links");

    private static final Set<String> ROLE =
            Set.of("id", "name", "description", "domain_id", "links");

    private static final int MAX_TAGS = 80;
    private static final Pattern TAG = Pattern.compile("[^,/]{1,255}");

    private Changes() {}

    static Change project(Fields body) {
        checkTags(body.texts("tags"));
        checkOptions(body);
        if (Boolean.TRUE.equals(body.bool("is_domain"))) {
            throw Refusal.forbidden("There is one domain here, and no other can be made.");
        }
        Domain.check(body.name("domain_id"));
        Domain.check(body.name("parent_id"));
        return new Change(
                body.newName("name"),
                description(body),
                body.bool("enabled"),
                null,
                null,
                body.others(PROJECT));
    }

    static Change user(Fields body) {
        checkOptions(body);
        Domain.check(body.name("domain_id"));
        String password = body.text("password");
        Access.checkPassword(password);
        return new Change(
                body.newName("name"),
                description(body),
                body.bool("enabled"),
                defaultProject(body),
                password,
                body.others(USER));
    }

    /** Whether such a project is there is not asked, as at Keystone; only a domain cannot be one. */
    private static @Nullable String defaultProject(Fields body) {
        if (body.isNull("default_project_id")) {
            return "";
        }
        String project = body.name("default_project_id");
        if (Domain.DEFAULT.id().equals(project)) {
            throw Refusal.badRequest("A user's default project cannot be a domain.");
        }
        return project;
    }

    static Change role(Fields body) {
        checkOptions(body);
        return new Change(
                body.newName("name"), description(body), null, null, null, body.others(ROLE));
    }

    /** They are kept and shown, and mean nothing here. */
    private static void checkOptions(Fields body) {
        Optional<Fields> _ = body.optionalChild("options");
    }

    /** By Keystone's rule, which clients rely on to filter by them. */
    private static void checkTags(List<String> tags) {
        if (tags.size() > MAX_TAGS || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw Refusal.badRequest(
                    "A project has at most %d tags, each of 1 to 255 characters, without commas and slashes."
                            .formatted(MAX_TAGS));
        }
    }

    private static @Nullable String description(Fields body) {
        return body.isNull("description") ? "" : body.text("description");
    }

    static Filter filter(@Nullable String name, @Nullable String enabled) {
        return new Filter(name, enabled == null ? null : isTrue(enabled));
    }

    /** As Keystone reads it: all but these few words mean yes. */
    static boolean isTrue(String flag) {
        return !Set.of("0", "false", "no", "off", "f", "n").contains(flag.toLowerCase(Locale.ROOT));
    }
}
