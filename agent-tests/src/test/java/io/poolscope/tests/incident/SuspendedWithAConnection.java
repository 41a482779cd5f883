package io.poolscope.tests.incident;

import com.zaxxer.hikari.HikariDataSource;
import io.poolscope.tests.program.FakeDatabase;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import org.jspecify.annotations.Nullable;

/**
 * 35, RES, brettwooldridge/HikariCP#2353: coroutines take a connection, and are suspended while they have it. The threads
 * of the dispatcher fill with coroutines that wait for a connection, and none is left on which the others could go on.
 *
 * <p>poolscope must name the dispatcher and the line that waits, and must not say that who waits there holds one.
 */
public final class SuspendedWithAConnection {

    private static final HikariDataSource DB = new HikariDataSource();

    private SuspendedWithAConnection() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        DB.setPoolName("stock-db");
        DB.setDataSource(new FakeDatabase());
        DB.setMaximumPoolSize(3);
        DB.getConnection().close();
        Threads.start("requests", () -> {
            Thread.sleep(3_000);
            for (int i = 0; i < 20; i++) {
                BuildersKt.launch(
                        GlobalScope.INSTANCE,
                        Dispatchers.getDefault(),
                        CoroutineStart.DEFAULT,
                        (scope, end) -> new Query(end).invokeSuspend(Unit.INSTANCE));
                Thread.sleep(150);
            }
        });
        Lifeline.moment("there");
        Lifeline.stay();
    }

    /** {@code suspend { val c = db.connection; delay(5000); c.close() }}, as the Kotlin compiler would write it. */
    private static final class Query extends ContinuationImpl {
        private @Nullable Connection connection;

        Query(Continuation<? super Unit> completion) {
            super(asObject(completion));
        }

        @SuppressWarnings("unchecked")
        private static Continuation<Object> asObject(Continuation<? super Unit> completion) {
            return (Continuation<Object>) (Continuation<?>) completion;
        }

        @Override
        protected Object invokeSuspend(Object result) {
            try {
                if (connection == null) {
                    connection = DB.getConnection(); // mark: connection
                    Object suspended = DelayKt.delay(5_000, this);
                    if (suspended == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                        return suspended;
                    }
                }
                connection.close();
                return Unit.INSTANCE;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
