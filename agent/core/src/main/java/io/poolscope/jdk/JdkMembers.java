package io.poolscope.jdk;

import java.util.ArrayList;
import java.util.List;

/** The table of every member of the JDK that poolscope touches, in four parts. Members of libraries are not in it. */
public final class JdkMembers {
    /** All rows: fields that are read, methods and classes that are used by handle, methods that take advice, constants. */
    public static final List<JdkMember> ALL = all();

    private JdkMembers() {}

    private static List<JdkMember> all() {
        List<JdkMember> all = new ArrayList<>(List.of(ReadField.values()));
        all.addAll(List.of(UsedMember.values()));
        all.addAll(List.of(WovenMethod.values()));
        all.addAll(List.of(CopiedConstant.values()));
        return List.copyOf(all);
    }
}
