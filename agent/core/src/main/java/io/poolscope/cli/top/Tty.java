package io.poolscope.cli.top;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process, through {@code stty} and {@code tty}: JLine's provider that needs no native code.
 *
 * <p>Guarantees: whatever ends this process, short of a kill that no process sees, {@link #close} runs once and leaves
 * the terminal as it was: its attributes, its screen, its cursor.
 */
final class Tty implements Screen.Device {
    private static final Size USUAL = Size.of(80, 24);

    private final Terminal terminal;
    private final Attributes before;
    private final Charset charset;
    /** Not JLine's: when the JVM shuts down, JLine may close its own before the screen is put back. */
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);

    private volatile Size last = USUAL;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::close, "poolscope-restore-terminal");

    private Tty(Terminal terminal, Charset charset) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        this.charset = charset;
    }

    /**
     * The terminal behind standard input and output; null where one of them is no terminal, or one that cannot place its
     * cursor.
     *
     * @param type what the environment says in {@code TERM}
     * @param charset in which it reads and writes
     */
    static @Nullable Tty open(@Nullable String type, Charset charset) {
        if (type == null || type.isBlank() || type.equals("dumb") || type.equals("unknown")) {
            return null;
        }
        ExecTerminalProvider provider = new ExecTerminalProvider();
        if (!provider.isSystemStream(SystemStream.Output) || !provider.isSystemStream(SystemStream.Input)) {
            return null;
        }
        try {
            Terminal terminal = provider.sysTerminal(
                    "poolscope",
                    type,
                    false,
                    charset,
                    charset,
                    charset,
                    true,
                    Terminal.SignalHandler.SIG_DFL,
                    false,
                    SystemStream.Output);
            return terminal == null ? null : new Tty(terminal, charset);
        } catch (IOException noStty) {
            return null;
        }
    }

    @Override
    public void begin(Runnable resized, Runnable continued) throws IOException {
        Runtime.getRuntime().addShutdownHook(hook);
        terminal.handle(Terminal.Signal.WINCH, signal -> resized.run());
        terminal.handle(Terminal.Signal.CONT, signal -> continued.run());
        takeOver();
    }

    @Override
    public void takeOver() throws IOException {
        Attributes raw = new Attributes(before);
        raw.setLocalFlag(Attributes.LocalFlag.ICANON, false);
        raw.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        raw.setLocalFlag(Attributes.LocalFlag.IEXTEN, false);
        // Ctrl-C comes as a character, so that it cannot come while a frame is half written.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setInputFlag(Attributes.InputFlag.IXON, false);
        raw.setInputFlag(Attributes.InputFlag.ICRNL, false);
        // A read ends after a tenth of a second at the latest: termios(3), case C.
        raw.setControlChar(Attributes.ControlChar.VMIN, 0);
        raw.setControlChar(Attributes.ControlChar.VTIME, 1);
        terminal.setAttributes(raw);
        write(Painter.OPEN);
    }

    @Override
    public Size size() {
        try {
            Size size = terminal.getSize();
            last = size.getColumns() > 0 && size.getRows() > 0 ? size : USUAL;
        } catch (IllegalStateException closedWhileEnding) {
            return last;
        }
        return last;
    }

    @Override
    public int read(long limitMs) throws IOException {
        return terminal.reader().read(limitMs);
    }

    @Override
    public void write(String text) throws IOException {
        synchronized (this) {
            if (!closed.get()) {
                out.write(text.getBytes(charset));
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            try {
                out.write(Painter.close(last.getRows()).getBytes(charset));
                out.flush();
            } catch (IOException hungUp) {
                // Nobody looks at that terminal any more; its attributes are still set below.
            }
            try {
                terminal.setAttributes(before);
            } catch (IllegalStateException | IOError closedWhileEnding) {
                // JLine, whose own hook was first, has set them back; or there is no terminal any more.
            }
        }
        try {
            terminal.close();
        } catch (IOException alreadyGone) {
            // All that matters was set back above.
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // This is the hook.
        }
    }
}
