package io.poolscope.tests.program;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;

/**
 * Actors on a dispatcher of three threads, of Pekko and of Akka: each takes its messages at once ({@code healthy}), or waits in
 * one ({@code sick}).
 */
public final class PekkoActors {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private PekkoActors() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ActorSystem system = ActorSystem.create(
                "shop",
                ConfigFactory.parseString("pekko.actor.default-dispatcher.fork-join-executor { parallelism-min = 3,"
                                + " parallelism-max = 3 }\npekko.daemonic = on")
                        .withFallback(ConfigFactory.load()));
        for (int i = 0; i < 12; i++) {
            ActorRef actor = system.actorOf(Props.create(Worker.class, () -> new Worker(args[0].equals("sick"))));
            Threads.start("sender-" + i, () -> {
                while (true) {
                    actor.tell("work", ActorRef.noSender());
                    Thread.sleep(20);
                }
            });
        }
        AkkaActors.start(args[0].equals("sick"));
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static final class Worker extends AbstractActor {
        private final boolean sick;

        Worker(boolean sick) {
            this.sick = sick;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchAny(message -> {
                        if (sick) {
                            NEVER.await(); // mark: pekko
                        }
                    })
                    .build();
        }
    }
}
