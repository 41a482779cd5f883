package io.poolscope.tests.program;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pools, queues, tasks and threads of an application that will not be touched: whatever of their methods a thread or
 * a hook of poolscope's calls is told as {@code touched}, and then throws. A pool of one worker waits for itself, so that
 * all there is to know about it is looked for; another has a queue of the application's own make.
 */
public final class Touchy {

    private static final String OWN = Touchy.class.getPackageName();

    private Touchy() {}

    private static void touch(String what) {
        boolean byPoolscope = Thread.currentThread().getName().startsWith("poolscope")
                || StackWalker.getInstance()
                        .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                                .anyMatch(name -> name.startsWith("io.poolscope.") && !name.startsWith(OWN)));
        if (byPoolscope) {
            Lifeline.say("touched " + what);
            throw new IllegalStateException("touched " + what);
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        TouchyPool stuck = new TouchyPool(1, new LinkedBlockingQueue<>(), "stuck");
        stuck.execute(new Task("outer", () -> waitFor(stuck.submit(new Task("inner", () -> {})))));
        TouchyPool odd = new TouchyPool(2, new TouchyQueue(new LinkedBlockingQueue<>()), "odd");
        Lifeline.say("working");
        while (true) {
            odd.execute(new Task("small", () -> {}));
            Thread.sleep(10);
        }
    }

    private static void waitFor(Future<?> future) {
        try {
            future.get(); // mark: touchy
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Task(String name, Runnable body) implements Runnable {
        @Override
        public void run() {
            body.run();
        }

        @Override
        public String toString() {
            touch("toString of a task");
            return name;
        }

        @Override
        public int hashCode() {
            touch("hashCode of a task");
            return 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            touch("equals of a task");
            return this == other;
        }
    }

    private static final class TouchyPool extends ThreadPoolExecutor {
        TouchyPool(int size, BlockingQueue<Runnable> queue, String name) {
            super(size, size, 0, TimeUnit.SECONDS, queue, Threads.named(name));
        }

        @Override
        public int getPoolSize() {
            touch("getPoolSize");
            return super.getPoolSize();
        }

        @Override
        public int getActiveCount() {
            touch("getActiveCount");
            return super.getActiveCount();
        }

        @Override
        public long getCompletedTaskCount() {
            touch("getCompletedTaskCount");
            return super.getCompletedTaskCount();
        }

        @Override
        public BlockingQueue<Runnable> getQueue() {
            touch("getQueue");
            return super.getQueue();
        }

        @Override
        public String toString() {
            touch("toString of a pool");
            return super.toString();
        }

        @Override
        public int hashCode() {
            touch("hashCode of a pool");
            return 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            touch("equals of a pool");
            return this == other;
        }
    }

    private static final class TouchyQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
        private final BlockingQueue<Runnable> all;

        TouchyQueue(BlockingQueue<Runnable> all) {
            this.all = all;
        }

        @Override
        public int size() {
            touch("size of a queue");
            return all.size();
        }

        @Override
        public @Nullable Runnable peek() {
            touch("peek of a queue");
            return all.peek();
        }

        @Override
        public Iterator<Runnable> iterator() {
            touch("iterator of a queue");
            return all.iterator();
        }

        @Override
        public boolean offer(Runnable task) {
            return all.offer(task);
        }

        @Override
        public void put(Runnable task) throws InterruptedException {
            all.put(task);
        }

        @Override
        public boolean offer(Runnable task, long time, TimeUnit unit) throws InterruptedException {
            return all.offer(task, time, unit);
        }

        @Override
        public Runnable take() throws InterruptedException {
            return all.take();
        }

        @Override
        public @Nullable Runnable poll(long time, TimeUnit unit) throws InterruptedException {
            return all.poll(time, unit);
        }

        @Override
        public @Nullable Runnable poll() {
            return all.poll();
        }

        @Override
        public int remainingCapacity() {
            touch("remainingCapacity of a queue");
            return all.remainingCapacity();
        }

        @Override
        public int drainTo(Collection<? super Runnable> others) {
            return all.drainTo(others);
        }

        @Override
        public int drainTo(Collection<? super Runnable> others, int most) {
            return all.drainTo(others, most);
        }
    }
}
