package io.poolscope.jdk;

/**
 * A member of the JDK that poolscope touches beyond what is public, and the Java versions that have it: one row of the table
 * {@link JdkMembers}. A row is checked against the class libraries that the tests find, and on the JVM at hand as far as it is
 * met there ({@link JdkCheck}).
 */
public interface JdkMember {
    /** The oldest Java that poolscope runs on: since then, or longer. */
    int OLDEST = 17;
    /** No version is known that does not have it. */
    int NEWEST = Integer.MAX_VALUE;

    /**
     * What a row says.
     *
     * @param owner binary name of the class that declares it
     * @param name of the field or method; {@code <init>} for a constructor; empty for the class itself
     * @param descriptor as in a class file; empty for the class itself
     * @param since the first Java version that has it, {@link #OLDEST} for earlier ones too
     * @param until the last Java version that has it
     */
    record Row(String owner, String name, String descriptor, int since, int until) {
        boolean method() {
            return descriptor.startsWith("(");
        }

        /** {@code ForkJoinPool$WorkQueue.topLevelExec}. */
        String place() {
            String type = owner.substring(owner.lastIndexOf('.') + 1);
            return name.isEmpty() ? type : type + "." + name;
        }
    }

    /** What is known of it. */
    Row row();

    /** Binary name of the class that declares it. */
    default String owner() {
        return row().owner;
    }

    /** Name of the field or method; {@code <init>} for a constructor; empty for the class itself. */
    default String memberName() {
        return row().name;
    }

    /** As in a class file. */
    default String descriptor() {
        return row().descriptor;
    }

    /** Whether a Java version has it, by the table. */
    default boolean in(int feature) {
        return row().since <= feature && feature <= row().until;
    }

    /** Class and name, for people. */
    default String place() {
        return row().place();
    }
}
