package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolscope.control.RefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work is done on the reader's thread, once, in time or not at all. */
class MailboxTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Mailbox mailbox = new Mailbox();
    private volatile boolean over;

    private Thread reader() {
        Thread reader = new Thread(() -> {
            mailbox.open();
            while (!over) {
                mailbox.read();
                Thread.onSpinWait();
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    @AfterEach
    void end() {
        over = true;
    }

    @Test
    void workIsDoneByTheReader() throws Exception {
        Thread reader = reader();
        assertThat(mailbox.ask(() -> Thread.currentThread().getName(), LONG)).isEqualTo(reader.getName());
    }

    @Test
    void severalAskersAreServedInTurn() {
        reader();
        CompletableFuture<?>[] all = new CompletableFuture<?>[20];
        for (int i = 0; i < all.length; i++) {
            String name = "n" + i;
            all[i] = CompletableFuture.runAsync(() -> {
                try {
                    assertThat(mailbox.ask(() -> name, LONG)).isEqualTo(name);
                } catch (RefusedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        CompletableFuture.allOf(all).orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void aFailureIsTheAskers() {
        reader();
        assertThatThrownBy(() -> mailbox.ask(
                        () -> {
                            throw new IllegalStateException("wrong");
                        },
                        LONG))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasGivenUpIsNeverDone() {
        AtomicBoolean done = new AtomicBoolean();
        assertThatThrownBy(() -> mailbox.ask(
                        () -> {
                            done.set(true);
                            return "";
                        },
                        Duration.ofMillis(50)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("busy");
        mailbox.read();
        assertThat(done).isFalse();
    }

    @Test
    void nobodyWaitsForAMailboxThatIsClosed() {
        mailbox.close();
        assertThatThrownBy(() -> mailbox.ask(() -> "", LONG))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("leaving");
    }
}
