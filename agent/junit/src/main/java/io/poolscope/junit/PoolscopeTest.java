package io.poolscope.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test fails with the finding's text when a rule fires in it. On a class: each of its tests; on a method, which needs
 * its {@code @Test} as ever: that test, in place of what its class says.
 *
 * <p>The JVM needs no flag: poolscope attaches to it at the first such test, in load-test mode and with probes, and leaves
 * at the end of the run. A poolscope that came with {@code -javaagent} is used as it is.
 *
 * <p>What has been so since before the test, without a break, is not its doing and does not fail it. Of tests that run at
 * the same time each fails by what fires meanwhile. A test takes up to a second longer, until poolscope's next look.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(PoolscopeExtension.class)
public @interface PoolscopeTest {

    /** From which severity on a finding counts. */
    Severity severity() default Severity.CONFIGURED;

    /**
     * Accepted findings, besides those of the configuration parameter {@code io.poolscope.junit.allow}, one an entry:
     * {@code rule:pool:Class#method:until=2027-01-31:reason=why}. One that is past its date accepts nothing; that, and
     * one that never matches, is told at the end of the run.
     */
    String[] allow() default {};
}
