package io.poolscope.tests.program;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A hundred classes with a thousand lines each, on which two hundred workers wait in turn: 100,000 stacks. */
final class ManyStacks {

    private static final int CLASSES = 100;
    private static final int LINES = 1_000;
    private static final int WORKERS = 200;

    private ManyStacks() {}

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Compiles them in a directory of its own and starts the workers. */
    static void start(LongAdder done) throws Exception {
        IntConsumer[] places = places();
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS, Threads.named("wanderer"));
        for (int i = 0; i < WORKERS; i++) {
            again(pool, places, done);
        }
    }

    /** Each worker waits somewhere else in each task. */
    private static void again(ExecutorService pool, IntConsumer[] places, LongAdder done) {
        pool.execute(() -> {
            places[ThreadLocalRandom.current().nextInt(CLASSES)].accept(
                    ThreadLocalRandom.current().nextInt(LINES));
            done.increment();
            again(pool, places, done);
        });
    }

    private static IntConsumer[] places() throws Exception {
        Path directory = Files.createTempDirectory(Path.of(""), "stacks");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> sources = IntStream.range(0, CLASSES)
                .mapToObj(i -> new Source("app/Place" + i, source(i)))
                .toList();
        if (!compiler.getTask(null, null, null, List.of("-d", directory.toString()), null, sources)
                .call()) {
            throw new IllegalStateException("not compiled");
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        IntConsumer[] places = new IntConsumer[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            places[i] = (IntConsumer)
                    loader.loadClass("app.Place" + i).getConstructor().newInstance();
        }
        return places;
    }

    private static String source(int number) {
        StringBuilder text = new StringBuilder("package app; public final class Place" + number
                + " implements java.util.function.IntConsumer {\npublic void accept(int line) {\n"
                + "try { switch (line) {\n");
        for (int i = 0; i < LINES; i++) {
            text.append("case ")
                    .append(i)
                    .append(": Thread.sleep(")
                    .append(20 + i % 40)
                    .append("); break;\n");
        }
        return text.append(
                        "default: break; } } catch (InterruptedException e) { Thread.currentThread().interrupt(); }\n}}\n")
                .toString();
    }
}
