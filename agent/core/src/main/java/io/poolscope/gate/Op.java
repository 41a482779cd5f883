package io.poolscope.gate;

/** How a value is compared. */
enum Op {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("=="),
    AT_LEAST(">="),
    MORE(">");

    private final String sign;

    Op(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean holds(double value, double limit) {
        return switch (this) {
            case LESS -> value < limit;
            case AT_MOST -> value <= limit;
            case EQUAL -> value == limit;
            case AT_LEAST -> value >= limit;
            case MORE -> value > limit;
        };
    }

    /** Whether an upper limit of the value, itself out of reach, settles the matter: that it holds, or that it does not. */
    State below(double upper, double limit) {
        return switch (this) {
            case LESS, AT_MOST -> upper <= limit ? State.HOLDS : State.UNKNOWN;
            case EQUAL, AT_LEAST, MORE -> upper <= limit ? State.FAILS : State.UNKNOWN;
        };
    }
}
