package io.poolscope.tests.program;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CountDownLatch;

/** What {@link PekkoActors} has, under the name that it had before. */
public final class AkkaActors {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private AkkaActors() {}

    static void start(boolean sick) {
        ActorSystem system = ActorSystem.create(
                "stock",
                ConfigFactory.parseString("akka.actor.default-dispatcher.fork-join-executor { parallelism-min = 3,"
                                + " parallelism-max = 3 }\nakka.daemonic = on")
                        .withFallback(ConfigFactory.load()));
        for (int i = 0; i < 12; i++) {
            ActorRef actor = system.actorOf(Props.create(Worker.class, () -> new Worker(sick)));
            Threads.start("stock-sender-" + i, () -> {
                while (true) {
                    actor.tell("work", ActorRef.noSender());
                    Thread.sleep(20);
                }
            });
        }
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
                            NEVER.await(); // mark: akka
                        }
                    })
                    .build();
        }
    }
}
