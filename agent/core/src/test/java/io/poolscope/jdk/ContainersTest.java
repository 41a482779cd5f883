package io.poolscope.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.watch.OpenedJdk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
class ContainersTest {

    /** All in one bin, which is a tree. */
    private record Same(int number) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    @Test
    void whatIsInThem() {
        LinkedList<String> list = new LinkedList<>(List.of("a", "b", "c"));
        assertThat(Containers.size(list)).isEqualTo(3);
        assertThat(Containers.list(list, 2)).containsExactly("a", "b");
        Map<String, Integer> map = new HashMap<>(Map.of("one", 1, "two", 2));
        assertThat(Containers.size(map)).isEqualTo(2);
        assertThat(Containers.entries(map, 10))
                .containsExactlyInAnyOrder(new Object[] {"one", 1}, new Object[] {"two", 2});
        HashSet<String> set = new HashSet<>(List.of("x", "y"));
        assertThat(Containers.size(set)).isEqualTo(2);
        assertThat(Containers.entries(set, 10)).extracting(entry -> entry[0]).containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void noElementIsAskedForItsHash() {
        HashMap<Same, String> map = new HashMap<>();
        IntStream.range(0, 100).forEach(i -> map.put(new Same(i), "v" + i));
        assertThat(Containers.entries(map, 1_000)).hasSize(100);
        assertThat(Containers.entries(map, 30)).hasSize(30);
    }

    @Test
    void ofAnyOtherClassNothing() {
        assertThat(Containers.size(null)).isZero();
        assertThat(Containers.size(new TreeMap<>(Map.of("a", 1)))).isZero();
        assertThat(Containers.entries(new TreeMap<>(Map.of("a", 1)), 10)).isEmpty();
        assertThat(Containers.list(List.of("a"), 10)).isEmpty();
        assertThat(Containers.list(new LinkedList<>(), 10)).isEmpty();
        assertThat(Containers.entries(new HashMap<>(), 10)).isEmpty();
    }
}
