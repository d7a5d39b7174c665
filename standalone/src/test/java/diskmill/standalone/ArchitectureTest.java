package diskmill.standalone;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages, as rules. What a package may use is one line here; a new line is a decision. */
class ArchitectureTest {

    private static final JavaClasses DISKMILL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("diskmill");

    /** Which of our packages each package may use, beside itself. Whole packages; {@code …} ends a name with all below it. */
    private static final Map<String, List<String>> MAY_USE = Rooms.MAY_USE;

    /** The packages that an outside library may be used in. A library that is not here may be used anywhere. */
    private static final Map<String, List<String>> LIBRARY_ROOMS = Rooms.LIBRARIES;

    @Test
    void everyPackageHasALineInTheRules() {
        assertThat(packages()).isSubsetOf(MAY_USE.keySet());
    }

    @Test
    void everyPackageNamedInARuleExists() {
        Set<String> named = new TreeSet<>(MAY_USE.keySet());
        MAY_USE.values().forEach(named::addAll);
        LIBRARY_ROOMS.values().forEach(named::addAll);

        assertThat(named)
                .allSatisfy(name ->
                        assertThat(packages()).anyMatch(existing -> covers(name, existing)));
    }

    @Test
    void everyLibraryNamedInARuleIsUsed() {
        Set<String> used =
                dependencies()
                        .map(arrow -> arrow.getTargetClass().getPackageName())
                        .collect(Collectors.toSet());

        assertThat(LIBRARY_ROOMS.keySet())
                .allSatisfy(library -> assertThat(used).anyMatch(name -> covers(library, name)));
    }

    static Stream<String> packages() {
        return DISKMILL.stream().map(JavaClass::getPackageName).distinct().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyWhatItsLineAllows(String name) {
        List<String> allowed = MAY_USE.getOrDefault(name, List.of());

        assertThat(
                        dependencies()
                                .filter(arrow ->
                                        arrow.getOriginClass().getPackageName().equals(name))
                                .filter(arrow ->
                                        arrow.getTargetClass()
                                                .getPackageName()
                                                .startsWith("diskmill"))
                                .filter(arrow ->
                                        !arrow.getTargetClass().getPackageName().equals(name))
                                .filter(arrow ->
                                        allowed.stream()
                                                .noneMatch(room ->
                                                        covers(
                                                                room,
                                                                arrow.getTargetClass()
                                                                        .getPackageName())))
                                .map(ArchitectureTest::sentence))
                .isEmpty();
    }

    static Stream<String> libraries() {
        return LIBRARY_ROOMS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void anOutsideLibraryStaysInItsRooms(String library) {
        List<String> rooms = LIBRARY_ROOMS.getOrDefault(library, List.of());

        assertThat(
                        dependencies()
                                .filter(arrow ->
                                        covers(library, arrow.getTargetClass().getPackageName()))
                                .filter(arrow ->
                                        rooms.stream()
                                                .noneMatch(room ->
                                                        covers(
                                                                room,
                                                                arrow.getOriginClass()
                                                                        .getPackageName())))
                                .map(ArchitectureTest::sentence))
                .isEmpty();
    }

    @Test
    void noPackageDependsOnItselfInACircle() {
        slices().matching("diskmill.(**)").should().beFreeOfCycles().check(DISKMILL);
    }

    @Test
    void atLeastTwoTypesInFiveAreNotPublic() {
        List<JavaClass> types =
                DISKMILL.stream()
                        .filter(type ->
                                type.isTopLevelClass()
                                        && !type.getSimpleName().equals("package-info"))
                        .toList();
        long open =
                types.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .count();

        assertThat(open * 100.0 / types.size())
                .as("public types, per cent")
                .isLessThanOrEqualTo(60);
    }

    @Test
    void noTypeIsNamedAfterADrawer() {
        assertThat(DISKMILL.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> name.matches(".*(Util|Utils|Helper|Manager|Impl)|Abstract.*"));
    }

    private static Stream<Dependency> dependencies() {
        return DISKMILL.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static boolean covers(String room, String name) {
        return room.endsWith("…")
                ? (name + ".").startsWith(room.substring(0, room.length() - 1) + ".")
                : room.equals(name);
    }

    private static String sentence(Dependency arrow) {
        return arrow.getOriginClass().getName() + " uses " + arrow.getTargetClass().getName();
    }
}
