package io.poolscope.pool;

import io.poolscope.jdk.Containers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classic client of Apache HttpClient 5 (fields of 5.6, core 5.4) with its strict pool. A thread that waits for a
 * connection is parked on a condition of its request's future, which stands in the pool's list of requests. The pool has no
 * name: it is told by the host that is waited for, and has a limit for each host beside that of all.
 */
final class HttpClientFamily implements LenderFamily {
    private static final String POOL_CLASS = "org.apache.hc.core5.pool.StrictConnPool";
    /** Requests, hosts and connections read; more than a client has by far. */
    private static final int MAX = 1_000;

    private final LibraryField manager =
            LibraryField.in("org.apache.hc.client5.http.impl.classic.InternalHttpClient", "connManager");
    private final LibraryField pool =
            LibraryField.in("org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager", "pool");
    private final LibraryField requests = LibraryField.in(POOL_CLASS, "pendingRequests");
    private final LibraryField leased = LibraryField.in(POOL_CLASS, "leased");
    private final LibraryField available = LibraryField.in(POOL_CLASS, "available");
    private final LibraryField routes = LibraryField.in(POOL_CLASS, "routeToPool");
    private final LibraryField limits = LibraryField.in(POOL_CLASS, "maxPerRoute");
    private final LibraryField limitOfEach = LibraryField.in(POOL_CLASS, "defaultMaxPerRoute");
    private final LibraryField limitOfAll = LibraryField.in(POOL_CLASS, "maxTotal");
    private final LibraryField leasedOfRoute = LibraryField.in(POOL_CLASS + "$PerRoutePool", "leased");
    private final LibraryField availableOfRoute = LibraryField.in(POOL_CLASS + "$PerRoutePool", "available");
    private final LibraryField future = LibraryField.of("future");
    private final LibraryField route = LibraryField.of("route");
    private final LibraryField condition = LibraryField.optional("condition");
    private final LibraryField updated = LibraryField.of("updated");
    private final LibraryField target = LibraryField.of("targetHost");
    private final LibraryField host = LibraryField.of("host");
    private final LibraryField hostName = LibraryField.of("lcName");
    private final LibraryField port = LibraryField.of("port");

    @Override
    public String library() {
        return "Apache HttpClient 5";
    }

    @Override
    public @Nullable Object keptBy(Object task) {
        return null;
    }

    @Override
    public Lender.@Nullable Loan watchedBy(Object task) {
        return null;
    }

    /** From a client, or from its manager of connections, as a thread that closes idle ones has it. */
    @Override
    public @Nullable Object reached(Object held) {
        Object of = manager.get(held);
        Object found = pool.get(of == null ? held : of);
        return leased.get(found) == null ? null : found;
    }

    @Override
    public boolean waitsAt(Object of, Object blocker) {
        for (Object request : Containers.list(requests.get(of), MAX)) {
            if (condition.get(future.get(request)) == blocker) {
                return true;
            }
        }
        return false;
    }

    /** Host and port that the first request waits for. */
    @Override
    public @Nullable String name(Object of) {
        return host(wanted(of));
    }

    private @Nullable Object wanted(Object of) {
        List<Object> waiting = Containers.list(requests.get(of), 1);
        return waiting.isEmpty() ? null : route.get(waiting.get(0));
    }

    private @Nullable String host(@Nullable Object of) {
        Object named = host.get(target.get(of));
        return hostName.get(named) instanceof String text ? text + ":" + port.getInt(named, -1) : null;
    }

    /** Of the host that is waited for, or of all where those are at their limit. */
    @Override
    public Lender.@Nullable Counts counts(Object of) {
        int all = limitOfAll.getInt(of, -1);
        int lent = Containers.size(leased.get(of));
        int waiting = Containers.size(requests.get(of));
        String name = host(wanted(of));
        if (all < 0 || name == null) {
            return null;
        }
        long moves = 0;
        for (Object[] entry : Containers.entries(leased.get(of), MAX)) {
            moves += System.identityHashCode(entry[0]) * 31L + updated.getLong(entry[0], 0);
        }
        int limit = limitOfEach.getInt(of, all);
        for (Object[] own : Containers.entries(limits.get(of), MAX)) {
            limit = name.equals(host(own[0])) && own[1] instanceof Integer its ? its : limit;
        }
        for (Object[] its : Containers.entries(routes.get(of), MAX)) {
            int lentToIt = Containers.size(leasedOfRoute.get(its[1]));
            if (lent < all && name.equals(host(its[0]))) {
                int total = lentToIt + Containers.size(availableOfRoute.get(its[1]));
                return new Lender.Counts(limit, total, lentToIt, waiting, moves, Long.MIN_VALUE, List.of());
            }
        }
        int total = lent + Containers.size(available.get(of));
        return new Lender.Counts(all, total, lent, waiting, moves, Long.MIN_VALUE, List.of());
    }
}
