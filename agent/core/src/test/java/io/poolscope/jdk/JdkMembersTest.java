package io.poolscope.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.probe.ClassLibrary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table against the class libraries of JDK 17 and 25, and with the profile {@code jdk21} of JDK 21. */
class JdkMembersTest {
    static List<ClassLibrary> libraries() throws IOException {
        return ClassLibrary.all();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyRowSaysTheTruth(ClassLibrary library) throws IOException {
        try (library) {
            int feature = library.feature();
            List<String> wrong = new ArrayList<>();
            for (JdkMember member : JdkMembers.ALL) {
                Set<String> members = library.members(member.owner());
                boolean there = members != null && (member.memberName().isEmpty() || members.contains(sought(member)));
                if (there != member.in(feature)) {
                    wrong.add(member + ": " + member.owner() + " " + sought(member)
                            + (there ? " is there" : " is not there; " + alike(members, member)));
                }
            }
            assertThat(wrong).as(library.toString()).isEmpty();
        }
    }

    private static String sought(JdkMember member) {
        String named = member.memberName() + " " + member.descriptor();
        if (member instanceof CopiedConstant constant) {
            return named + " = " + constant.value();
        }
        return member instanceof WovenMethod ? named + ClassLibrary.CODE : named;
    }

    private static List<String> alike(@Nullable Set<String> members, JdkMember member) {
        return members == null
                ? List.of("no such class")
                : members.stream()
                        .filter(each -> each.startsWith(member.memberName() + " "))
                        .toList();
    }

    @Test
    void noRowStandsTwice() {
        Set<String> seen = new HashSet<>();
        for (JdkMember member : JdkMembers.ALL) {
            assertThat(seen.add(member.owner() + " " + sought(member)))
                    .as(member.toString())
                    .isTrue();
            assertThat(member.row().since())
                    .isBetween(JdkMember.OLDEST, member.row().until());
        }
    }

    /** What the weaver does with each class that takes advice: here with a class file that lost two of its members. */
    @Test
    void theRowsOfAClassAreComparedWithItsFile() {
        JdkCheck.OfClass check = new JdkCheck.OfClass(Owners.TASK);
        for (JdkMember member : JdkMembers.ALL) {
            if (member != ReadField.TASK_OUTCOME && member.owner().equals(Owners.TASK)) {
                Object value = member instanceof CopiedConstant constant ? constant.asInt() : null;
                boolean other = member == CopiedConstant.TASK_NORMAL;
                check.met(member.memberName(), member.descriptor(), other ? Integer.valueOf(7) : value);
            }
        }
        check.end();
        assertThat(JdkCheck.news())
                .contains("FutureTask.outcome", "FutureTask.NORMAL")
                .doesNotContain("FutureTask.state");
    }

    @Test
    void aMissingMemberIsNamedOnceAndAnOldOneNever() {
        JdkMember.Row row = new JdkMember.Row("java.util.Gone", "field", "I", JdkMember.OLDEST, JdkMember.NEWEST);
        JdkMember here = () -> row;
        JdkMember.Row old = new JdkMember.Row("java.util.Older", "field", "I", 11, 16);
        int before = JdkCheck.missing();
        JdkCheck.absent(here);
        JdkCheck.absent(here);
        JdkCheck.absent(() -> old);
        assertThat(JdkCheck.missing()).isEqualTo(before + 1);
        assertThat(JdkCheck.news()).contains(": Gone.field; ").doesNotContain("Older");
        assertThat(JdkCheck.news()).isNull();
        assertThat(JdkCheck.line(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")))
                .contains(": a, b, c, d, e, f, g, h, i, j and 2 more; ");
    }
}
