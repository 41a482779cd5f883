package io.poolscope.junit;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Looks before a test's own preparations, and after the test before anything is taken down. */
public final class PoolscopeExtension implements BeforeEachCallback, AfterTestExecutionCallback {
    private static final Namespace OWN = Namespace.create(PoolscopeExtension.class);
    private static final String BEGUN = "begun";

    /** Called by JUnit. */
    public PoolscopeExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Wanted wanted = Wanted.of(context);
        Runners.note();
        Entrance.with(wanted.options(), watch -> {
            watch.check(wanted.severity(), wanted.allow());
            context.getStore(OWN).put(BEGUN, watch.begin());
            return "";
        });
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws Exception {
        Wanted wanted = Wanted.of(context);
        Object begun = Objects.requireNonNull(context.getStore(OWN).remove(BEGUN));
        List<String> findings = Entrance.with(
                wanted.options(), watch -> watch.end(begun, wanted.severity(), wanted.allow(), Runners.names()));
        if (!findings.isEmpty()) {
            throw new AssertionError(String.join("\n\n", findings));
        }
    }
}
