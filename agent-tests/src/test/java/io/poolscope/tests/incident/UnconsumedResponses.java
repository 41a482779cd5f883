package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * 36, RES, spring-cloud/spring-cloud-netflix#2814 and mitre/HTTP-Proxy-Servlet#23: a proxy looks at the status of each
 * response and neither reads nor closes it. Its client's connections are never given back, and one thread of the server
 * after the other waits to lease one.
 *
 * <p>poolscope must say how many threads of the server wait to lease a connection, of which client, at which line.
 */
public final class UnconsumedResponses {

    private UnconsumedResponses() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
        connections.setDefaultMaxPerRoute(4);
        CloseableHttpClient client =
                HttpClients.custom().setConnectionManager(connections).build();
        int backend = Host.start("backend-http");
        QueuedThreadPool threads = new QueuedThreadPool(16, 16);
        threads.setName("http");
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(600_000);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                ClassicHttpResponse routed = route(client, backend);
                response.setStatus(routed.getCode());
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 2);
                response.write(true, ByteBuffer.wrap("ok".getBytes(StandardCharsets.US_ASCII)), callback);
                return true;
            }
        });
        server.start();
        Slow.clients(40, connector.getLocalPort());
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static ClassicHttpResponse route(CloseableHttpClient client, int backend) throws IOException {
        return client.executeOpen(null, new HttpGet("http://127.0.0.1:" + backend + "/"), null); // mark: lease
    }
}
