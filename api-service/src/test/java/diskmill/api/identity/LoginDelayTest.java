package diskmill.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.api.identity.LoginDelay.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** Two api-services on one database. */
@Timeout(60)
class LoginDelayTest {

    private final Core core = new Core();
    private final LoginDelay here = new LoginDelay(core.database);
    private final LoginDelay there = new LoginDelay(core.database);

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void threeMistakesAreFree() {
        fail(3);

        assertThat(wait(here)).isZero();
    }

    @Test
    void theWaitDoublesUpToSixteenSeconds() {
        fail(4);
        for (int seconds : List.of(1, 2, 4, 8, 16, 16, 16)) {
            assertThat(secondsToWait()).isEqualTo(seconds);
            pass();
            now(here).failed();
        }
    }

    @Test
    void aGuessHereCountsThere() {
        List<Turn.Now> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(now(here));
            turns.add(now(there));
        }

        turns.forEach(Turn.Now::failed);

        assertThat(failures()).isEqualTo(8);
        assertThat(wait(here)).isPositive();
        assertThat(wait(there)).isPositive();
        assertThat(wait(new LoginDelay(core.database))).isPositive();
    }

    @Test
    void aSuccessHereForgetsTheFailuresEverywhere() {
        fail(4);
        pass();

        now(there).succeeded();

        fail(3);
        assertThat(wait(here)).isZero();
    }

    @Test
    void oneNamesFailuresAreNotAnothers() {
        fail(4);

        assertThat(here.turn("other")).isInstanceOf(Turn.Now.class);
    }

    @Test
    void fiftyGuessesAtOnceCountAsFifty() throws Exception {
        List<Turn.Now> turns = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            turns.add(now(here));
            turns.add(now(there));
        }

        atOnce(
                turns.stream()
                        .<Callable<Boolean>>map(turn ->
                                () -> {
                                    turn.failed();
                                    return true;
                                })
                        .toList());

        assertThat(failures()).isEqualTo(50);
        assertThat(wait(there)).isBetween(seconds(15), seconds(16));
    }

    @Test
    void afterTheWaitOneOfFiftyGuessesAtOnceIsTried() throws Exception {
        fail(4);
        pass();

        List<Turn> turns =
                atOnce(
                        IntStream.range(0, 50)
                                .<Callable<Turn>>mapToObj(
                                        i -> () -> (i % 2 == 0 ? here : there).turn("name"))
                                .toList());

        assertThat(turns.stream().filter(Turn.Now.class::isInstance)).hasSize(1);
        assertThat(failures()).isEqualTo(5);
    }

    /** As when Keystone is away: an honest caller does not wait longer for it. */
    @Test
    void aTryThatCameToNothingDoesNotCount() {
        fail(5);
        pass();

        now(here).untried();

        now(there).failed();
        assertThat(failures()).isEqualTo(6);
        assertThat(secondsToWait()).isEqualTo(4);
    }

    @Test
    void aNameThatNobodyFailedAtLeavesNothing() {
        now(here).succeeded();

        assertThat(rows()).isZero();
    }

    @Test
    void whatIsOldIsForgotten() {
        fail(4);
        assertThat(here.forget()).isFalse();
        assertThat(rows()).isEqualTo(1);

        core.database
                .sql("update failed_logins set failed_at = failed_at - interval '16 minutes'")
                .update();
        here.forget();

        assertThat(rows()).isZero();
    }

    @Test
    void whatIsKeptOfANameHasOneSize() {
        ((Turn.Now) here.turn("n".repeat(1 << 20))).failed();

        assertThat(
                        core.database
                                .sql("select length(key) from failed_logins")
                                .query(Integer.class)
                                .single())
                .isEqualTo(32);
    }

    @Test
    void whileTheDatabaseIsAwayNobodyMayTry() {
        core.pool.close();

        assertThatThrownBy(() -> here.turn("name")).isInstanceOf(DataAccessException.class);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private void fail(int times) {
        IntStream.range(0, times).mapToObj(_ -> now(here)).toList().forEach(Turn.Now::failed);
    }

    private static Turn.Now now(LoginDelay delay) {
        return (Turn.Now) delay.turn("name");
    }

    private static Duration wait(LoginDelay delay) {
        return switch (delay.turn("name")) {
            case Turn.Later(Duration wait) -> wait;
            case Turn.Now _ -> Duration.ZERO;
        };
    }

    /** Lets the wait pass. */
    private void pass() {
        core.database.sql("update failed_logins set next_try = clock_timestamp()").update();
    }

    private int secondsToWait() {
        return core.database
                .sql("select round(extract(epoch from next_try - failed_at)) from failed_logins")
                .query(Integer.class)
                .single();
    }

    private int failures() {
        return core.database
                .sql("select failures from failed_logins")
                .query(Integer.class)
                .single();
    }

    private int rows() {
        return core.database
                .sql("select count(*) from failed_logins")
                .query(Integer.class)
                .single();
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
