package io.poolscope.demo.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RestController;

/** A controller that shows one disease, and the load that brings it out. {@code scripts/demo.sh} reads it from the source. */
@Documented
@RestController
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scenario {

    /** Name on the command line, and first part of its paths. */
    String name();

    /** Path to be driven. */
    String path();

    /** Path of the mended twin, for the same load; empty where there is nothing to mend. */
    String fixed() default "";

    /** Requests per second, at a fixed rate whatever the answers do; 0 where {@link #inFlight()} says how many at once. */
    double rate() default 0;

    /** Requests in flight, each answer followed by the next request; 0 where {@link #rate()} says how many per second. */
    int inFlight() default 0;

    /** How long the load must last for the disease to show, in seconds. */
    int seconds();
}
