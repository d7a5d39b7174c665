package diskmill.api.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.web.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PasswordsTest {

    private final Passwords passwords = new Passwords(1, Duration.ofMillis(50));

    @Test
    void aHashIsMatchedByItsPasswordAlone() throws InterruptedException {
        String hash = passwords.hash("right");

        try (Passwords.Place place = passwords.place().orElseThrow()) {
            assertThat(place.matches("right", hash)).isTrue();
            assertThat(place.matches("wrong", hash)).isFalse();
            assertThat(place.matches("right", "")).isFalse();
            assertThat(place.matches("right", null)).isFalse();
        }
    }

    @Test
    void whileAllPlacesAreTakenNobodyWaitsWithoutEnd() throws InterruptedException {
        try (Passwords.Place _ = passwords.place().orElseThrow()) {
            assertThat(passwords.place()).isEmpty();
            assertThatThrownBy(() -> passwords.hash("a password"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refused -> {
                                assertThat(refused.status()).isEqualTo(503);
                                assertThat(refused.headers()).containsKey("Retry-After");
                            });
        }

        assertThat(passwords.hash("a password")).isNotEmpty();
    }

    @Test
    void aPlaceIsFreeAgainAfterAPasswordThatCannotBeHashed() throws InterruptedException {
        assertThatThrownBy(() -> passwords.hash("x".repeat(73)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(passwords.hash("a password")).isNotEmpty();
    }
}
