package io.poolscope.cli.top;

/**
 * A key that was pressed.
 *
 * @param name which one
 * @param typed the character of {@link Name#TYPED}, a code point; 0 otherwise
 */
record Key(Name name, int typed) {

    /** The keys that mean something. */
    enum Name {
        TYPED,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE,
        /** Ctrl-U: takes back what was typed. */
        CLEAR,
        /** Ctrl-C. */
        INTERRUPT,
        /** Ctrl-L: draws all anew. */
        REDRAW,
        /** Anything else: no key must be taken for another one. */
        OTHER
    }

    static Key of(Name name) {
        return new Key(name, 0);
    }

    static Key typed(int codePoint) {
        return new Key(Name.TYPED, codePoint);
    }

    boolean is(char typed) {
        return name == Name.TYPED && this.typed == typed;
    }
}
