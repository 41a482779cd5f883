package io.poolscope.tests.harness;

/**
 * One run of a program.
 *
 * @param jdk on which Java
 * @param start how poolscope comes into it
 */
public record Run(Jdk jdk, Start start) {

    @Override
    public String toString() {
        return jdk + ", " + start.words();
    }
}
