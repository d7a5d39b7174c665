package diskmill.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGateCheckTest {

    private final AddressGate gate = gate();

    @ParameterizedTest
    @CsvSource({
        "http://images.example.org/disk.raw, http://images.example.org/disk.raw",
        "https://images.example.org/a?sig=b%2Fc, https://images.example.org/a?sig=b%2Fc",
        "HTTPS://Images.Example.ORG/Disk, https://images.example.org/Disk",
        "http://images.example.org, http://images.example.org/",
        "http://images.example.org?x=1, http://images.example.org/?x=1",
        "http://images.example.org:80/, http://images.example.org/",
        "https://images.example.org:443/, https://images.example.org/",
        "http://images.example.org:443/, http://images.example.org:443/",
        "http://images.example.org:/, http://images.example.org/",
        "http://images.example.org./x, http://images.example.org/x",
        "http://my_store.example.org/x, http://my_store.example.org/x",
        "http://example.org/x#part, http://example.org/x",
        "http://example.org//double//slash, http://example.org//double//slash",
        "http://example.org/ü, http://example.org/%C3%BC",
        "http://bücher.example/x, http://xn--bcher-kva.example/x",
        "http://8.8.8.8/x, http://8.8.8.8/x",
        "http://8.8.8.8./x, http://8.8.8.8/x",
        "http://[2606:4700:0:0::1]/x, http://[2606:4700:0:0:0:0:0:1]/x",
        "http://0xcafe.example/x, http://0xcafe.example/x",
        "http://1.example/x, http://1.example/x",
    })
    void writesAnOpenAddressInItsOneSpelling(String address, String canonical) {
        assertThat(gate.check(address))
                .isInstanceOfSatisfying(
                        AddressCheck.Allowed.class,
                        allowed -> assertThat(allowed.target().uri()).hasToString(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "disk.raw",
                "//example.org/disk",
                "file:///etc/passwd",
                "ftp://example.org/disk",
                "gopher://example.org/",
                "jar:http://example.org/a!/b",
                "httpx://example.org/",
                "data:text/plain,x",
                "http:example.org",
                "http:///disk",
                "http://",
                "http://:80/",
                "http://./",
                "http://example.org../",
                "http://.example.org/",
                "http://-example.org/",
                "http://exa%6dple.org/",
                "http://127%2e0.0.1/",
                "http://example.org:0/",
                "http://example.org:65536/",
                "http://example.org:99999999999/",
                "http://example.org:8o/",
                "http://example.org:-80/",
                "http://example.org:80:80/",
                "http://exa mple.org/",
                "http://example.org/a b",
                "http://example.org\\@127.0.0.1/",
                "http://example.org/\\..\\x",
                "http://example.org/\r\nHost: other",
                "http://example.org/\u0000",
                "http://example.org/\u007f",
                "http://example.org/\u0085",
                "http://example.org/\u200e",
                "http://exam\u00adple.org/",
                "http://[::1",
                "http://[]/",
                "http://[1::2::3]/",
                "http://[fe80::1%25eth0]/",
                "http://[2606:4700::1%eth0]/",
                "http://[::ffff:8.8.8.8]/",
                "http://[::ffff:808:808]/",
                "http://[8.8.8.8]/",
                "http://[example.org]/",
            })
    void refusesWhatIsNotAnAddressThatEverybodyReadsAlike(String address) {
        assertThat(gate.check(address)).isInstanceOf(AddressCheck.Blocked.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://134744072/",
                "http://0x7f000001/",
                "http://0X7F.1/",
                "http://0x/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://08.8.8.8/",
                "http://8.8.8.08/",
                "http://127.1/",
                "http://8.8.8/",
                "http://8.8.8.8.8/",
                "http://256.8.8.8/",
                "http://example.1/",
                "http://8.8.8.0x8/",
                "http://１２７.０.０.１/",
                "http://１２７。０。０。１/",
                "http://①②⑦.⓪.⓪.①/",
            })
    void refusesOtherSpellingsOfNumbers(String address) {
        assertThat(gate.check(address)).isInstanceOf(AddressCheck.Blocked.class);
    }

    @Test
    void saysThatCredentialsAreNotTaken() {
        assertThat(gate.check("https://user:secret@example.org/"))
                .isInstanceOfSatisfying(
                        AddressCheck.Blocked.class,
                        blocked ->
                                assertThat(blocked.sentence())
                                        .contains("Credentials")
                                        .doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://@example.org/",
                "http://user@example.org/",
                "http://:@example.org/",
                "http://example.org@127.0.0.1/",
                "http://example.org:80@127.0.0.1/",
            })
    void refusesAnyUserinfo(String address) {
        assertThat(gate.check(address)).isInstanceOf(AddressCheck.Blocked.class);
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        assertThat(gate.check("http://example.org/" + "x".repeat(4096)))
                .isInstanceOf(AddressCheck.Blocked.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://10.1.2.3/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fd00::1]/",
                "http://[64:ff9b::7f00:1]/",
            })
    void refusesLiteralAddressesThatAreNotPublic(String address) {
        assertThat(gate.check(address)).isInstanceOf(AddressCheck.Blocked.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org:22/", "https://8.8.8.8:8443/"})
    void refusesOtherPortsThan80And443(String address) {
        assertThat(gate.check(address)).isInstanceOf(AddressCheck.Blocked.class);
    }

    @ParameterizedTest
    @CsvSource({
        "images.internal, http://images.internal:8080/",
        "images.internal:8080, http://images.internal:8080/",
        "Images.Internal., http://images.internal/",
        "localhost, http://localhost:9000/",
        "127.0.0.1, http://127.0.0.1:9000/",
        "127.0.0.1:9000, http://127.0.0.1:9000/",
        "127.0.0.0/8, http://127.1.2.3:1/",
        "127.0.0.0/8:9000, http://127.1.2.3:9000/",
        "10.0.0.0/8, http://any.name:8080/",
        "10.0.0.0/8:8080, http://any.name:8080/",
        "::1, http://[::1]:9000/",
        "[::1]:9000, http://[::1]:9000/",
        "fd00::/8, http://[fd12::1]:9000/",
        "[fd00::/8]:9000, http://[fd12::1]:9000/",
    })
    void anExceptionLiftsTheRulesForWhatItNames(String exception, String address) {
        assertThat(gate(exception).check(address)).isInstanceOf(AddressCheck.Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "images.internal:8080, http://images.internal:8081/",
        "images.internal, http://other.internal:8080/",
        "images.internal, http://x.images.internal:8080/",
        "127.0.0.1, http://127.0.0.2/",
        "127.0.0.1:9000, http://127.0.0.1/",
        "127.0.0.0/8:9000, http://127.1.2.3:9001/",
        "10.0.0.0/8:8080, http://any.name:8081/",
        "images.internal, http://127.0.0.1/",
        "images.internal, file://images.internal/x",
        "images.internal, http://user@images.internal/",
    })
    void anExceptionLiftsNothingElse(String exception, String address) {
        assertThat(gate(exception).check(address)).isInstanceOf(AddressCheck.Blocked.class);
    }

    private static AddressGate gate(String... exceptions) {
        return AddressGate.of(
                new GateSettings(List.of(exceptions)),
                name -> {
                    throw new AssertionError("a check asks no network");
                });
    }
}
