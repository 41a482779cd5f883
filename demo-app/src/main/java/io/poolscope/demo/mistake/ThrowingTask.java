package io.poolscope.demo.mistake;

import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A mail is handed to a pool by {@code execute}, and its failure can be caught by nobody: the worker dies of it, and the caller
 * has said "sent". The twin tells the caller.
 *
 * @shows async void: a task handed over by execute throws, and the worker dies of it
 * @expect mode=load-test rule=worker-died pool=mailer site=ThrowingTask.send also=lost-exception
 */
@Scenario(name = "throwing-task", path = "/throwing-task/bad", fixed = "/throwing-task/fixed", rate = 2, seconds = 14)
class ThrowingTask implements Mistake {

    private static final Logger LOG = LoggerFactory.getLogger(ThrowingTask.class);

    private final ExecutorService pool = Threads.fixed("mailer", 4);

    @Override
    @GetMapping("/throwing-task/bad")
    public CompletableFuture<String> bad() {
        pool.execute(ThrowingTask::send);
        return CompletableFuture.completedFuture("sent");
    }

    @Override
    @GetMapping("/throwing-task/fixed")
    public CompletableFuture<String> fixed() {
        return CompletableFuture.runAsync(ThrowingTask::send, pool).handle((sent, failure) -> {
            LOG.info("mail not sent: {}", failure.getMessage());
            return "try again";
        });
    }

    private static void send() {
        throw new IllegalStateException("no such mailbox"); // poolscope: here
    }
}
