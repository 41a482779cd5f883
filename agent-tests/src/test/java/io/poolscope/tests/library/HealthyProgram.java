package io.poolscope.tests.library;

import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Matrix;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A program that looks like a sick one and is well: nothing is said above info. One parameter, the run. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(HealthyProgram.Runs.class)
@interface HealthyProgram {

    /** What it is about. */
    Family value();

    /** The oldest feature version on which it runs. */
    int from() default Jdks.OLDEST;

    /** Its runs in this build. */
    final class Runs implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            HealthyProgram program = context.getRequiredTestMethod().getAnnotation(HealthyProgram.class);
            return Matrix.healthy(context.getRequiredTestMethod().getName(), program.from()).stream()
                    .map(Arguments::of);
        }
    }
}
