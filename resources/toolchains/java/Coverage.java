import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IRuntime;
import org.jacoco.core.runtime.InjectedClassRuntime;
import org.jacoco.core.runtime.RuntimeData;

/** Loads the workspace's classes with JaCoCo's probes in them; when called, writes what was covered as LCOV. */
public class Coverage extends URLClassLoader implements Callable<Void> {
    private final Path classes;
    private final Path report;
    private final List<String> sources;
    private final RuntimeData data = new RuntimeData();
    private final Instrumenter instrumenter;

    public Coverage(URL[] places, ClassLoader parent, Path classes, Path report, List<String> sources) throws Exception {
        super(places, parent);
        this.classes = classes;
        this.report = report;
        this.sources = sources;
        IRuntime runtime = new InjectedClassRuntime(Object.class, "$JaCoCo");
        runtime.startup(data);
        instrumenter = new Instrumenter(runtime);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Path file = classes.resolve(name.replace('.', '/') + ".class");
        if (!Files.exists(file)) {
            return super.findClass(name);
        }
        try {
            byte[] bytes = instrumenter.instrument(Files.readAllBytes(file), name);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException broken) {
            throw new ClassNotFoundException(name, broken);
        }
    }

    @Override
    public Void call() throws IOException {
        ExecutionDataStore store = new ExecutionDataStore();
        data.collect(store, new SessionInfoStore(), false);
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(store, builder).analyzeAll(classes.toFile());
        StringBuilder lcov = new StringBuilder();
        for (ISourceFileCoverage file : builder.getSourceFiles()) {
            String path = (file.getPackageName().isEmpty() ? "" : file.getPackageName() + "/") + file.getName();
            sources.stream().filter(source -> ("/" + source).endsWith("/" + path)).findFirst()
                .ifPresent(source -> write(source, file, lcov));
        }
        Files.writeString(report, lcov.toString());
        return null;
    }

    private static void write(String source, ISourceFileCoverage file, StringBuilder lcov) {
        lcov.append("SF:").append(source).append('\n');
        for (int line = file.getFirstLine(); line >= 0 && line <= file.getLastLine(); ++line) {
            ICounter done = file.getLine(line).getInstructionCounter();
            if (done.getTotalCount() == 0) {
                continue;
            }
            boolean reached = done.getCoveredCount() > 0;
            ICounter branches = file.getLine(line).getBranchCounter();
            for (int branch = 0; branch < branches.getTotalCount(); ++branch) {
                String taken = branch < branches.getCoveredCount() ? "1" : reached ? "0" : "-";
                lcov.append("BRDA:" + line + ",0," + branch + "," + taken + "\n");
            }
            lcov.append("DA:" + line + "," + (reached ? 1 : 0) + "\n");
        }
        lcov.append("end_of_record\n");
    }
}
