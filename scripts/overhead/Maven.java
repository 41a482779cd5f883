import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has Maven find artifacts: in the local repository, else wherever the user's settings say. */
final class Maven {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";
    private static final int MINUTES = 5;

    private Maven() {}

    /** The artifact's jar, and after it those that it needs at run time. */
    static List<Path> resolve(String coordinates, Path work) throws Refused, IOException, InterruptedException {
        String[] parts = coordinates.split(":");
        Path folder = Files.createTempDirectory(work, "peer");
        Path pom = folder.resolve("pom.xml");
        Files.writeString(
                pom,
                String.format(
                        "<project xmlns='http://maven.apache.org/POM/4.0.0'><modelVersion>4.0.0</modelVersion>"
                                + "<groupId>overhead</groupId><artifactId>peer</artifactId><version>1</version>"
                                + "<packaging>pom</packaging><dependencies><dependency><groupId>%s</groupId>"
                                + "<artifactId>%s</artifactId><version>%s</version></dependency></dependencies></project>",
                        parts[0], parts[1], parts[2]));
        Path found = folder.resolve("found");
        if (!run(pom, found, "-o") && !run(pom, found, "-U")) {
            throw new Refused("Maven does not find " + coordinates + " (mvn must be on the PATH)");
        }
        return Arrays.stream(Files.readString(found).trim().split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static boolean run(Path pom, Path found, String mode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", mode, "-f", pom.toString(), PLUGIN));
        command.addAll(List.of("-DincludeScope=runtime", "-Dmdep.outputFile=" + found));
        Process mvn;
        try {
            mvn = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notThere) {
            return false;
        }
        if (!mvn.waitFor(MINUTES, TimeUnit.MINUTES)) {
            mvn.destroyForcibly();
            return false;
        }
        return mvn.exitValue() == 0 && Files.exists(found);
    }
}
