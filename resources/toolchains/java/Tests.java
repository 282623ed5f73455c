import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.JavacTask;

import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * {@code java Tests.java PLAN} compiles sources and runs the test classes among them with JUnit's Jupiter engine;
 * tests.mjs writes the plan, lines of a key and a value. Writes report.xml, and with coverage lcov.info, into its
 * folder. What the workspace would plug into JUnit (engines, listeners, configuration) is not looked for.
 */
public class Tests {
    private static final Map<String, List<String>> PLAN = new HashMap<>();

    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            int cut = line.indexOf(' ');
            PLAN.computeIfAbsent(line.substring(0, cut), key -> new ArrayList<>()).add(line.substring(cut + 1));
        }
        Path folder = Path.of(all("folder").get(0));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> names = compile(classes);
        ClassLoader loader = loader(classes, folder);
        Thread.currentThread().setContextClassLoader(loader);
        Report report = new Report();
        runTests(names, loader, report);
        Files.writeString(folder.resolve("report.xml"), report.text());
        if (loader instanceof Callable<?> measured) {
            measured.call();
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static List<String> all(String key) {
        return PLAN.getOrDefault(key, List.of());
    }

    /** The names of the test files' top-level classes; ends with exit code 2 where something does not compile. */
    private static List<String> compile(Path classes) throws Exception {
        List<String> options = new ArrayList<>(all("option"));
        options.addAll(List.of("-d", classes.toString()));
        List<String> tests = all("test");
        List<String> files = new ArrayList<>(all("source"));
        files.addAll(tests);
        StringBuilder said = new StringBuilder();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        Set<Path> wanted = new HashSet<>();
        tests.forEach(path -> wanted.add(Path.of(path).toAbsolutePath()));
        List<String> names = new ArrayList<>();
        boolean[] failed = {false};
        if (!files.isEmpty()) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, one -> {
                said.append(one).append('\n');
                failed[0] |= one.getKind() == javax.tools.Diagnostic.Kind.ERROR;
            }, options, null, manager.getJavaFileObjects(files.toArray(String[]::new)));
            for (CompilationUnitTree unit : task.parse()) {
                if (!wanted.contains(Path.of(unit.getSourceFile().toUri()))) {
                    continue;
                }
                String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree named) {
                        names.add(prefix + named.getSimpleName());
                    }
                }
            }
            task.analyze();
            if (!failed[0]) {
                task.generate();
            }
        }
        if (failed[0]) {
            System.err.print(said);
            System.exit(2);
        }
        return names;
    }

    private static ClassLoader loader(Path classes, Path folder) throws Exception {
        List<URL> places = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (String path : all("resources")) {
            if (Files.isDirectory(Path.of(path))) {
                places.add(Path.of(path).toUri().toURL());
            }
        }
        ClassLoader parent = Tests.class.getClassLoader().getParent();
        if (all("coverage").isEmpty()) {
            return new URLClassLoader(places.toArray(URL[]::new), parent);
        }
        Path own = Files.createDirectory(folder.resolve("coverage"));
        List<String> options = new ArrayList<>(all("coverageOption"));
        options.addAll(List.of("-d", own.toString()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        if (!compiler.getTask(null, manager, null, options, null,
                manager.getJavaFileObjects(all("coverage").get(0))).call()) {
            System.exit(3);
        }
        var ours = new URLClassLoader(new URL[] {own.toUri().toURL()}, parent);
        return (ClassLoader) ours.loadClass("Coverage")
            .getConstructor(URL[].class, ClassLoader.class, Path.class, Path.class, List.class)
            .newInstance(places.toArray(URL[]::new), parent, classes, folder.resolve("lcov.info"), all("source"));
    }

    private static void runTests(List<String> names, ClassLoader loader, Report report) throws Exception {
        LauncherConfig config = LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build();
        var request = LauncherDiscoveryRequestBuilder.request().enableImplicitConfigurationParameters(false);
        for (String name : names) {
            request.selectors(selectClass(loader.loadClass(name)));
        }
        if (!all("seed").isEmpty()) {
            request.configurationParameter("junit.jupiter.testmethod.order.default",
                "org.junit.jupiter.api.MethodOrderer$Random");
            request.configurationParameter("junit.jupiter.testclass.order.default",
                "org.junit.jupiter.api.ClassOrderer$Random");
            request.configurationParameter("junit.jupiter.execution.order.random.seed", all("seed").get(0));
        }
        Launcher launcher = LauncherFactory.create(config);
        LauncherDiscoveryRequest built = request.build();
        launcher.execute(built, report);
    }

    /** Collects what became of each test, also of those that a failure around them kept from running. */
    private static final class Report implements TestExecutionListener {
        private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites>\n");
        private final Map<String, Long> begun = new HashMap<>();
        private final Set<String> told = new HashSet<>();
        private TestPlan plan;

        synchronized String text() {
            return xml + "</testsuites>\n";
        }

        @Override
        public void testPlanExecutionStarted(TestPlan started) {
            plan = started;
        }

        @Override
        public synchronized void executionStarted(TestIdentifier test) {
            begun.put(test.getUniqueId(), System.nanoTime());
        }

        @Override
        public synchronized void executionSkipped(TestIdentifier test, String reason) {
            each(test, "<skipped message=\"" + escaped(reason) + "\"/>");
        }

        @Override
        public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String outcome = switch (result.getStatus()) {
                case SUCCESSFUL -> "";
                case ABORTED -> "<skipped message=\"" + escaped(message(result)) + "\"/>";
                case FAILED -> failure(result);
            };
            if (test.isTest()) {
                write(test, outcome);
            } else if (!outcome.isEmpty()) {
                each(test, outcome);
            }
        }

        private static String failure(TestExecutionResult result) {
            boolean asserted = result.getThrowable().orElse(null) instanceof AssertionError;
            String element = asserted ? "failure" : "error";
            StringBuilder trace = new StringBuilder(message(result));
            result.getThrowable().ifPresent(thrown -> {
                for (StackTraceElement frame : thrown.getStackTrace()) {
                    if (!frame.getClassName().startsWith("org.junit.") && !frame.getClassName().startsWith("java.")) {
                        trace.append("\n    at ").append(frame);
                    }
                    if (trace.length() > 3000) {
                        break;
                    }
                }
            });
            return "<" + element + " message=\"" + escaped(message(result)) + "\">" + escaped(trace.toString())
                + "</" + element + ">";
        }

        private static String message(TestExecutionResult result) {
            return result.getThrowable().map(thrown -> {
                try {
                    return thrown.toString();
                } catch (Throwable broken) {
                    return thrown.getClass().getName();
                }
            }).orElse("");
        }

        /** Tells an outcome of a container: that of all tests in it that have none of their own. */
        private void each(TestIdentifier container, String outcome) {
            if (container.isTest()) {
                write(container, outcome);
                return;
            }
            boolean any = false;
            for (TestIdentifier test : plan.getDescendants(container)) {
                boolean template = !test.isTest() && plan.getChildren(test).isEmpty();
                if ((test.isTest() || template) && !told.contains(test.getUniqueId())) {
                    write(test, outcome);
                    any = true;
                }
            }
            if (!any) {
                write(container, outcome);
            }
        }

        private void write(TestIdentifier test, String outcome) {
            told.add(test.getUniqueId());
            StringBuilder type = new StringBuilder();
            StringBuilder name = new StringBuilder();
            for (UniqueId.Segment segment : UniqueId.parse(test.getUniqueId()).getSegments()) {
                switch (segment.getType()) {
                    case "engine" -> { }
                    case "class" -> type.append(segment.getValue());
                    case "nested-class" -> type.append('$').append(segment.getValue());
                    case "method", "test-template", "test-factory" ->
                        name.append(segment.getValue().replaceFirst("\\(.*", ""));
                    default -> name.append('[').append(segment.getValue().replaceFirst("^#", "")).append(']');
                }
            }
            long started = begun.getOrDefault(test.getUniqueId(), System.nanoTime());
            xml.append("<testcase classname=\"").append(escaped(type.toString()))
                .append("\" name=\"").append(escaped(name.isEmpty() ? "(class)" : name.toString()))
                .append("\" time=\"").append((System.nanoTime() - started) / 1e9).append("\">")
                .append(outcome).append("</testcase>\n");
        }

        private static String escaped(String text) {
            StringBuilder xml = new StringBuilder();
            text.codePoints().forEach(c -> {
                switch (c) {
                    case '&' -> xml.append("&amp;");
                    case '<' -> xml.append("&lt;");
                    case '>' -> xml.append("&gt;");
                    case '"' -> xml.append("&quot;");
                    case '\n' -> xml.append("&#10;");
                    case '\t' -> xml.append("&#9;");
                    default -> {
                        boolean allowed = c >= ' ' && c < 0xd800 || c > 0xdfff && c < 0xfffe || c > 0xffff;
                        xml.appendCodePoint(allowed ? c : 0xfffd);
                    }
                }
            });
            return xml.toString();
        }
    }
}
