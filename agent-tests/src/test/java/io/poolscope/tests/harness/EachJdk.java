package io.poolscope.tests.harness;

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

/** A test that runs once on each of {@link Jdks#all()}; its one parameter is the {@link Jdk}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(EachJdk.Source.class)
public @interface EachJdk {

    /** The oldest feature version on which the test makes sense. */
    int from() default Jdks.OLDEST;

    /** The newest feature version on which the test makes sense. */
    int to() default Integer.MAX_VALUE;

    /** The JDKs in the asked range. */
    final class Source implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            EachJdk range = context.getRequiredTestMethod().getAnnotation(EachJdk.class);
            return Jdks.all().stream()
                    .filter(jdk -> jdk.feature() >= range.from() && jdk.feature() <= range.to())
                    .map(Arguments::of);
        }
    }
}
