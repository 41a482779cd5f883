package io.poolscope.tests.program;

import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A Quartz scheduler with its own pool: jobs return at once ({@code healthy}), or wait for an answer ({@code sick}). */
public final class QuartzJobs {

    private QuartzJobs() {}

    /** Returns at once. */
    public static final class Quick implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    /** Waits for another pool's answer. */
    public static final class Waiting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Slow.answer().join(); // mark: quartz
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "nightly");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.setProperty("org.quartz.threadPool.threadCount", "4");
        Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
        boolean sick = args[0].equals("sick");
        for (int i = 0; i < 4; i++) {
            scheduler.scheduleJob(
                    JobBuilder.newJob(sick ? Waiting.class : Quick.class)
                            .withIdentity("job-" + i)
                            .build(),
                    TriggerBuilder.newTrigger()
                            .startNow()
                            .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                    .withIntervalInMilliseconds(50)
                                    .repeatForever())
                            .build());
        }
        scheduler.start();
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
