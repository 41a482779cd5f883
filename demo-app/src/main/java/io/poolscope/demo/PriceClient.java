package io.poolscope.demo;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks the {@link Downstream}, in two ways: a promise, or a call that reads from a socket until the answer is there. */
@Component
public class PriceClient {

    private final Downstream downstream;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RestClient blocking = RestClient.builder()
            .requestFactory(new SimpleClientHttpRequestFactory())
            .build();

    /** A client of this server. */
    public PriceClient(Downstream downstream) {
        this.downstream = downstream;
    }

    /** The price, later; no thread waits for it. */
    public CompletableFuture<String> price(int millis) {
        HttpRequest request = HttpRequest.newBuilder(downstream.price(millis)).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    /** The price; the calling thread reads from the socket until it is there. */
    public String readPrice(int millis) {
        String body = blocking.get().uri(downstream.price(millis)).retrieve().body(String.class);
        return body == null ? "" : body;
    }
}
