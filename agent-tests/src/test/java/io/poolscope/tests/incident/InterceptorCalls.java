package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * 42, RES and LOCK, CruGlobal/godtools-android#4518 and square/okhttp#7904: an interceptor on a thread of OkHttp's dispatcher
 * fetches a token, inside a lock, with a call to the same host. Five calls to that host run, as many as it allows; the token's
 * is queued behind them.
 *
 * <p>poolscope must name the line that waits with the lock held, and how many threads of the dispatcher wait for the lock.
 */
public final class InterceptorCalls {

    private static final Object REFRESH = new Object();

    private static @Nullable String token;

    private InterceptorCalls() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        String url = "http://127.0.0.1:" + Host.start("host") + "/";
        OkHttpClient plain = new OkHttpClient();
        OkHttpClient client = plain.newBuilder()
                .addInterceptor(chain -> {
                    authorize(plain, url);
                    return chain.proceed(chain.request());
                })
                .build();
        for (int i = 0; i < 8; i++) {
            fetch(client, url + "books/" + i);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void authorize(OkHttpClient client, String url) {
        // Long enough for all five to be in here.
        Slow.sleep(200);
        synchronized (REFRESH) {
            if (token == null) {
                token = fetch(client, url + "token").join(); // mark: token
            }
        }
    }

    private static CompletableFuture<String> fetch(OkHttpClient client, String url) {
        CompletableFuture<String> body = new CompletableFuture<>();
        client.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                    body.complete(response.message());
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                body.completeExceptionally(e);
            }
        });
        return body;
    }
}
