package io.poolscope.cli.top;

/** What each key does. */
final class Controls {
    /** A filter is a part of a name. Chars. */
    private static final int LONGEST_FILTER = 200;

    /** What is left to do for the loop. */
    enum Todo {
        DRAW,
        DRAW_ALL,
        WRITE_REPORT,
        QUIT
    }

    private final Model model;
    private final Style style;

    Controls(Model model, Style style) {
        this.model = model;
        this.style = style;
    }

    /**
     * A key was pressed.
     *
     * @param width columns of the screen
     * @param height its rows
     */
    Todo press(Key key, int width, int height) {
        model.note(null);
        if (key.name() == Key.Name.INTERRUPT) {
            return Todo.QUIT;
        }
        if (key.name() == Key.Name.REDRAW) {
            return Todo.DRAW_ALL;
        }
        if (model.typing()) {
            type(key);
            return Todo.DRAW;
        }
        if (key.is('q')) {
            return Todo.QUIT;
        }
        if (key.is('r')) {
            return Todo.WRITE_REPORT;
        }
        int page = Render.page(model, width, height, style);
        if (model.page() == Model.Page.POOLS) {
            pools(key, page);
        } else {
            scroll(key, page, Render.lastScroll(model, width, height, style));
        }
        if (key.is('p')) {
            model.pause();
        } else if (key.is('?') || key.is('h')) {
            model.open(model.page() == Model.Page.HELP ? Model.Page.POOLS : Model.Page.HELP);
        }
        return Todo.DRAW;
    }

    private void pools(Key key, int page) {
        switch (plain(key)) {
            case UP -> model.move(-1);
            case DOWN -> model.move(1);
            case PAGE_UP -> model.move(-page);
            case PAGE_DOWN -> model.move(page);
            case HOME -> model.first();
            case END -> model.move(Integer.MAX_VALUE);
            case ENTER -> {
                if (model.chosen() != null) {
                    model.open(Model.Page.POOL);
                }
            }
            case ESCAPE -> model.filter("");
            case TYPED -> {
                if (key.is('/')) {
                    model.typing(true);
                } else if (key.is('<')) {
                    model.sortBy(-1);
                } else if (key.is('>')) {
                    model.sortBy(1);
                }
            }
            default -> {
                // No other key means anything here.
            }
        }
    }

    private void scroll(Key key, int page, int last) {
        int at = Math.min(model.scroll(), last);
        switch (plain(key)) {
            case UP -> model.scrollTo(at - 1);
            case DOWN -> model.scrollTo(Math.min(last, at + 1));
            case PAGE_UP -> model.scrollTo(at - page);
            case PAGE_DOWN -> model.scrollTo(Math.min(last, at + page));
            case HOME -> model.scrollTo(0);
            case END -> model.scrollTo(last);
            case ENTER, ESCAPE, LEFT, BACKSPACE -> model.open(Model.Page.POOLS);
            default -> {
                // No other key means anything here.
            }
        }
    }

    /** Letters that stand for keys of movement. */
    private static Key.Name plain(Key key) {
        return switch (key.typed()) {
            case 'k' -> Key.Name.UP;
            case 'j' -> Key.Name.DOWN;
            case 'g' -> Key.Name.HOME;
            case 'G' -> Key.Name.END;
            case ' ' -> Key.Name.PAGE_DOWN;
            default -> key.name();
        };
    }

    private void type(Key key) {
        String filter = model.filter();
        switch (key.name()) {
            case ENTER -> model.typing(false);
            case ESCAPE -> {
                model.filter("");
                model.typing(false);
            }
            case CLEAR -> model.filter("");
            case BACKSPACE -> {
                if (filter.isEmpty()) {
                    model.typing(false);
                } else {
                    model.filter(filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)));
                }
            }
            case UP -> model.move(-1);
            case DOWN -> model.move(1);
            case TYPED -> {
                if (filter.length() < LONGEST_FILTER) {
                    model.filter(filter + Character.toString(key.typed()));
                }
            }
            default -> {
                // No other key means anything here.
            }
        }
    }
}
