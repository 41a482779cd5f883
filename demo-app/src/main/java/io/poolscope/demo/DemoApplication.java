package io.poolscope.demo;

import io.poolscope.demo.load.Load;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableAsync;

/**
 * The shop. {@code --demo.scenario=NAME} drives a scenario from inside as soon as the shop is up; {@code --load} as the first
 * argument makes the process a load generator instead, see {@link Load}.
 */
@SpringBootApplication
@EnableAsync
public class DemoApplication {

    /** Starts the shop or the load generator. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("--load")) {
            Load.main(Arrays.copyOfRange(args, 1, args.length));
        } else {
            SpringApplication.run(DemoApplication.class, args);
        }
    }
}
