package diskmill.api.properties;

import diskmill.api.policy.Profile;
import diskmill.api.web.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an image's properties may be, whichever way they come in. In the profile glance all that Glance takes; in the profile easystack those of
 * the image service have the values that its document lists. What an image has already, from before or by another way, stays until it is
 * changed. Threads may share it.
 */
public final class PropertyRules {

    private static final String DISTRO = "os_distro";
    private static final String TYPE = "os_type";
    private static final String HYPERVISOR = "hypervisor_type";
    private static final String BAREMETAL = "baremetal";
    private static final String WINDOWS = "windows";

    /** Those that only a server on QEMU can have. */
    private static final Set<String> QEMUS =
            Set.of(
                    "hw_live_resize_enabled",
                    "hw_qemu_guest_agent",
                    "hw_vif_multiqueue_enabled",
                    "os_initial_password_encrypted");

    /** Nova knows Linux and Windows alone. */
    private static final Set<String> WITHOUT_TYPE = Set.of("freebsd", "others");

    private final Profile profile;

    PropertyRules(Profile profile) {
        this.profile = profile;
    }

    /** Whether values beyond those of the document are refused. */
    public boolean areStrict() {
        return profile == Profile.EASYSTACK;
    }

    /**
     * Checks what is to become of an image's properties, and lets {@code os_type} follow {@code os_distro}.
     *
     * @param before those of the image as it is; none for a new one
     * @param after  as they are to be; changed
     * @throws Refusal 400 with the values that there are, or with the reason
     */
    public void apply(Map<String, String> before, Map<String, String> after) {
        if (!areStrict()) {
            return;
        }
        for (KnownProperty property : KnownProperties.all().values()) {
            if (isChanged(property.name(), before, after)) {
                checkValue(property, after.get(property.name()));
            }
        }
        checkHypervisor(before, after);
        followDistro(before, after);
    }

    private static boolean isChanged(
            String name, Map<String, String> before, Map<String, String> after) {
        return !Objects.equals(before.get(name), after.get(name));
    }

    private static void checkValue(KnownProperty property, @Nullable String value) {
        if (value != null && !property.takes(value)) {
            throw Refusal.badRequest(
                    "'%s' must be one of %s."
                            .formatted(property.name(), String.join(", ", property.values())));
        }
    }

    private static void checkHypervisor(Map<String, String> before, Map<String, String> after) {
        if (!BAREMETAL.equals(after.get(HYPERVISOR))) {
            return;
        }
        for (String name : QEMUS) {
            KnownProperty property = Objects.requireNonNull(KnownProperties.all().get(name));
            String value = after.get(name);
            boolean asked = isChanged(HYPERVISOR, before, after) || isChanged(name, before, after);
            if (asked && value != null && property.isOn(value)) {
                throw Refusal.badRequest(
                        "'%s' is for servers on QEMU alone, and 'hypervisor_type' is baremetal; leave one of the two out."
                                .formatted(name));
            }
        }
    }

    private static void followDistro(Map<String, String> before, Map<String, String> after) {
        String distro = after.get(DISTRO);
        boolean typeGiven = isChanged(TYPE, before, after);
        if (distro == null || !(typeGiven || isChanged(DISTRO, before, after))) {
            return;
        }
        Optional<String> type = typeOf(distro);
        String given = after.get(TYPE);
        if (!typeGiven) {
            type.ifPresentOrElse(found -> after.put(TYPE, found), () -> after.remove(TYPE));
        } else if (given != null && type.isPresent() && !type.get().equals(given)) {
            throw Refusal.badRequest(
                    "'os_type' of %s is %s; leave it out, and it follows 'os_distro'."
                            .formatted(distro, type.get()));
        }
    }

    private static Optional<String> typeOf(String distro) {
        if (WITHOUT_TYPE.contains(distro)) {
            return Optional.empty();
        }
        return Optional.of(distro.equals(WINDOWS) ? WINDOWS : "linux");
    }
}
