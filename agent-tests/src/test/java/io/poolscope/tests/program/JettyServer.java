package io.poolscope.tests.program;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server whose handlers answer at once ({@code healthy}), or wait for another pool's answer first ({@code sick}). */
public final class JettyServer {

    private JettyServer() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        boolean sick = args[0].equals("sick");
        QueuedThreadPool pool = new QueuedThreadPool(8, 8);
        pool.setName("web");
        pool.setReservedThreads(2);
        Server server = new Server(pool);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (sick) {
                    Slow.answer().join(); // mark: jetty
                }
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 2);
                response.write(true, ByteBuffer.wrap("ok".getBytes(StandardCharsets.US_ASCII)), callback);
                return true;
            }
        });
        server.start();
        Slow.clients(12, connector.getLocalPort());
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
