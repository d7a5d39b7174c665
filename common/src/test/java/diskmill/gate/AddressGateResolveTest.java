package diskmill.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGateResolveTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2001:200::1",
                "::ffff:8.8.8.8",
            })
    void publicAddressesAreReached(String address) throws Exception {
        assertThat(gate(address).resolve("example.org", 443))
                .isEqualTo(new Resolution.Reachable(List.of(InetAddress.ofLiteral(address))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:a9fe:a9fe",
                "64:ff9b::127.0.0.1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            })
    void otherAddressesAreClosed(String address) throws Exception {
        assertThat(gate(address).resolve("example.org", 443)).isEqualTo(new Resolution.Closed());
    }

    @Test
    void oneClosedAddressAmongOpenOnesClosesTheName() throws Exception {
        var gate = gate("8.8.8.8", "2606:4700::1", "10.0.0.1");

        assertThat(gate.resolve("example.org", 443)).isEqualTo(new Resolution.Closed());
    }

    @Test
    void theAnswerOfOneLookUpIsWhatMayBeConnectedTo() throws Exception {
        var asked = new ArrayList<String>();
        var gate =
                AddressGate.of(
                        new GateSettings(List.of()),
                        name -> {
                            asked.add(name);
                            return addresses(asked.size() == 1 ? "8.8.8.8" : "127.0.0.1");
                        });

        var first = gate.resolve("rebinds.example.org", 80);

        assertThat(first).isEqualTo(new Resolution.Reachable(addresses("8.8.8.8")));
        assertThat(asked).containsExactly("rebinds.example.org");
    }

    @Test
    void aNameThatNobodyKnowsIsUnknown() throws Exception {
        var gate =
                AddressGate.of(
                        new GateSettings(List.of()),
                        name -> {
                            throw new UnknownHostException(name);
                        });

        assertThat(gate.resolve("nowhere.example.org", 80)).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void aNameWithoutAddressesIsUnknown() throws Exception {
        assertThat(gate(List.of()).resolve("empty.example.org", 80))
                .isEqualTo(new Resolution.Unknown());
    }

    @Test
    void aLiteralAddressIsNotLookedUp() throws Exception {
        var gate =
                AddressGate.of(
                        new GateSettings(List.of()),
                        name -> {
                            throw new AssertionError("looked up");
                        });

        assertThat(gate.resolve("8.8.8.8", 80))
                .isEqualTo(new Resolution.Reachable(addresses("8.8.8.8")));
    }

    @Test
    void aPortThatIsNotOpenIsClosedAtTheConnectionToo() throws Exception {
        assertThat(gate("8.8.8.8").resolve("example.org", 22)).isEqualTo(new Resolution.Closed());
    }

    @ParameterizedTest
    @CsvSource({
        "images.internal, 10.0.0.1, 8080",
        "images.internal:8080, 10.0.0.1, 8080",
        "images.internal:8080, 8.8.8.8, 8080",
        "10.0.0.0/8, 10.0.0.1, 8080",
        "10.0.0.0/8:8080, 10.0.0.1, 8080",
        "10.0.0.1, 10.0.0.1, 80",
        "[fd00::/8]:8080, fd00::1, 8080",
    })
    void anExceptionOpensWhatItNames(String exception, String address, int port) throws Exception {
        var gate = gate(List.of(exception), address);

        assertThat(gate.resolve("images.internal", port)).isInstanceOf(Resolution.Reachable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "other.internal, 10.0.0.1, 80",
        "images.internal:8080, 10.0.0.1, 80",
        "10.0.0.0/8:8080, 10.0.0.1, 80",
        "10.0.0.0/8, 172.16.0.1, 80",
        "10.0.0.0/8:8080, 8.8.8.8, 8080",
    })
    void anExceptionOpensNothingElse(String exception, String address, int port) throws Exception {
        var gate = gate(List.of(exception), address);

        assertThat(gate.resolve("images.internal", port)).isEqualTo(new Resolution.Closed());
    }

    @Test
    void aRangeDoesNotOpenTheOtherAddressesOfTheName() throws Exception {
        var gate = gate(List.of("10.0.0.0/8"), "10.0.0.1", "192.168.0.1");

        assertThat(gate.resolve("images.internal", 80)).isEqualTo(new Resolution.Closed());
    }

    private static AddressGate gate(String... addresses) {
        return gate(List.of(), addresses);
    }

    private static AddressGate gate(List<String> exceptions, String... addresses) {
        return AddressGate.of(new GateSettings(exceptions), name -> addresses(addresses));
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }
}
