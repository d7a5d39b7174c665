package diskmill.api.policy;

import java.util.Locale;

/**
 * What there is to be allowed, by Glance's names, each with Glance's default (of its 2026 release, {@code glance/policies}). The checks
 * are written in oslo.policy's language, see {@link Check}.
 */
public enum Rule {
    /** Sees and may change what everybody owns. */
    CONTEXT_IS_ADMIN("role:admin"),

    ADD_IMAGE("role:admin or (role:member and project_id:%(project_id)s and project_id:%(owner)s)"),
    DELETE_IMAGE(Defaults.MEMBER),
    GET_IMAGE(Defaults.SEES),
    GET_IMAGES(Defaults.READER),
    MODIFY_IMAGE(Defaults.MEMBER),
    PUBLICIZE_IMAGE(Defaults.ADMIN),
    COMMUNITIZE_IMAGE(Defaults.MEMBER),
    DOWNLOAD_IMAGE(Defaults.DOWNLOADS),

    /** Ours: who makes a volume from an image by the image service. In Glance's world whoever may download it does so by Cinder. */
    CREATE_VOLUME(Defaults.DOWNLOADS),

    UPLOAD_IMAGE(Defaults.MEMBER),
    DEACTIVATE(Defaults.MEMBER),
    REACTIVATE(Defaults.MEMBER),
    COPY_IMAGE(Defaults.ADMIN),

    GET_IMAGE_LOCATION(Defaults.READER),
    SET_IMAGE_LOCATION(Defaults.MEMBER),
    DELETE_IMAGE_LOCATION(Defaults.ADMIN),
    ADD_IMAGE_LOCATION("role:service or role:admin or (role:member and project_id:%(project_id)s)"),
    FETCH_IMAGE_LOCATION("role:service"),

    ADD_MEMBER(Defaults.MEMBER),
    DELETE_MEMBER(Defaults.MEMBER),
    GET_MEMBER(Defaults.READER_OR_SHARED),
    GET_MEMBERS(Defaults.READER_OR_SHARED),
    MODIFY_MEMBER("role:admin or (role:member and project_id:%(member_id)s)"),

    TASKS_API_ACCESS(Defaults.ADMIN),
    STORES_INFO_DETAIL("role:admin or role:service"),

    /** Ours: Glance keeps no record of who did what. */
    GET_AUDIT(Defaults.ADMIN),

    /** Ours: who issues, lists and revokes applications' access tokens for the v1 API. */
    MANAGE_ACCESS_TOKENS(Defaults.ADMIN),

    /**
     * Ours: who makes, changes and deletes projects, users, roles and their assignments, where accounts are kept here. Keystone has a policy for
     * each, whose default lets in the role admin in whatever project.
     */
    MANAGE_IDENTITY(Defaults.ADMIN),

    CACHE_IMAGE(Defaults.ADMIN),
    CACHE_LIST(Defaults.ADMIN),
    CACHE_DELETE(Defaults.ADMIN),
    CACHE_CLEAN(Defaults.ADMIN),
    CACHE_PRUNE(Defaults.ADMIN),
    LIST_CACHED_NODES(Defaults.ADMIN),
    MANAGE_IMAGE_CACHE(Defaults.ADMIN),

    GET_METADEF_NAMESPACE(Defaults.METADEF_READER),
    GET_METADEF_NAMESPACES(Defaults.METADEF_READER),
    MODIFY_METADEF_NAMESPACE(Defaults.ADMIN),
    ADD_METADEF_NAMESPACE(Defaults.ADMIN),
    DELETE_METADEF_NAMESPACE(Defaults.ADMIN),
    GET_METADEF_OBJECT(Defaults.METADEF_READER),
    GET_METADEF_OBJECTS(Defaults.METADEF_READER),
    MODIFY_METADEF_OBJECT(Defaults.ADMIN),
    ADD_METADEF_OBJECT(Defaults.ADMIN),
    DELETE_METADEF_OBJECT(Defaults.ADMIN),
    LIST_METADEF_RESOURCE_TYPES(Defaults.METADEF_READER),
    GET_METADEF_RESOURCE_TYPE(Defaults.METADEF_READER),
    ADD_METADEF_RESOURCE_TYPE_ASSOCIATION(Defaults.ADMIN),
    REMOVE_METADEF_RESOURCE_TYPE_ASSOCIATION(Defaults.ADMIN),
    GET_METADEF_PROPERTY(Defaults.METADEF_READER),
    GET_METADEF_PROPERTIES(Defaults.METADEF_READER),
    MODIFY_METADEF_PROPERTY(Defaults.ADMIN),
    ADD_METADEF_PROPERTY(Defaults.ADMIN),
    REMOVE_METADEF_PROPERTY(Defaults.ADMIN),
    GET_METADEF_TAG(Defaults.METADEF_READER),
    GET_METADEF_TAGS(Defaults.METADEF_READER),
    MODIFY_METADEF_TAG(Defaults.ADMIN),
    ADD_METADEF_TAG(Defaults.ADMIN),
    ADD_METADEF_TAGS(Defaults.ADMIN),
    DELETE_METADEF_TAG(Defaults.ADMIN),
    DELETE_METADEF_TAGS(Defaults.ADMIN);

    private final String byDefault;

    Rule(String byDefault) {
        this.byDefault = byDefault;
    }

    /** A check in oslo.policy's language. */
    String byDefault() {
        return byDefault;
    }

    /** Glance's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static final class Defaults {

        static final String ADMIN = "role:admin";
        static final String MEMBER = "role:admin or (role:member and project_id:%(project_id)s)";
        static final String READER = "role:admin or (role:reader and project_id:%(project_id)s)";
        static final String READER_OR_SHARED =
                "role:admin or (role:reader and (project_id:%(project_id)s or project_id:%(member_id)s))";
        static final String DOWNLOADS =
                "role:admin or role:service or (role:member and (project_id:%(project_id)s or project_id:%(member_id)s"
                        + " or \"community\":%(visibility)s or \"public\":%(visibility)s or \"shared\":%(visibility)s))";
        static final String SEES =
                "role:admin or role:service or (role:reader and (project_id:%(project_id)s or project_id:%(member_id)s"
                        + " or \"community\":%(visibility)s or \"public\":%(visibility)s or \"shared\":%(visibility)s))";
        static final String METADEF_READER =
                "role:admin or (role:reader and (project_id:%(project_id)s or \"public\":%(visibility)s))";
    }
}
