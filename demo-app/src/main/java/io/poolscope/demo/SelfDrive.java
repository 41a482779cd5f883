package io.poolscope.demo;

import io.poolscope.demo.load.Load;
import io.poolscope.demo.load.Plan;
import io.poolscope.demo.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Drives one scenario from inside, in a thread of its own, for those who want a sick JVM and nothing else:
 * {@code --demo.scenario=NAME}, its mended twin with {@code --demo.fixed=true}, longer or shorter with
 * {@code --demo.seconds=N}.
 */
@Component
class SelfDrive implements ApplicationListener<ApplicationReadyEvent> {

    private final String name;
    private final boolean fixed;
    private final int seconds;

    SelfDrive(
            @Value("${demo.scenario:}") String name,
            @Value("${demo.fixed:false}") boolean fixed,
            @Value("${demo.seconds:0}") int seconds) {
        this.name = name;
        this.fixed = fixed;
        this.seconds = seconds;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (name.isEmpty()) {
            return;
        }
        ApplicationContext context = event.getApplicationContext();
        List<Scenario> all = context.getBeansWithAnnotation(Scenario.class).values().stream()
                .map(bean -> AopUtils.getTargetClass(bean).getAnnotation(Scenario.class))
                .toList();
        Scenario scenario =
                all.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
        if (scenario == null) {
            System.err.println("no scenario " + name + "; there are "
                    + String.join(
                            ", ", all.stream().map(Scenario::name).sorted().toList()));
            System.exit(2);
            return;
        }
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String path = fixed && !scenario.fixed().isEmpty() ? scenario.fixed() : scenario.path();
        Plan plan = new Plan(
                URI.create("http://127.0.0.1:" + port + path),
                scenario.rate(),
                scenario.inFlight(),
                Duration.ofSeconds(seconds > 0 ? seconds : scenario.seconds()),
                Plan.DRAIN);
        Thread load = new Thread(() -> drive(plan), "load");
        load.setDaemon(true);
        load.start();
    }

    private static void drive(Plan plan) {
        try {
            Load.run(plan, System.out::println);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
