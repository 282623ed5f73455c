import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocSourcePositions;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * {@code java Docs.java docs OPTION… -- FILE} prints what a source declares and how it is documented, as the compiler
 * and its parser of doc comments see it; {@code java Docs.java doclint OPTION… -- FILE…} what doclint finds.
 */
public class Docs {
    private static final Pattern COMMENT =
        Pattern.compile("/\\*.*?\\*/|(?://[^\\n]*(?:\\n[ \\t]*(?=//))?)+|\"\"\".*?[^\\\\]\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
            Pattern.DOTALL);
    private static final Pattern TAGS = Pattern.compile("@(param|return|throws|exception)\\b");
    // what rules of their own tell of: parameters, returns and exceptions that are documented and are not there
    private static final Set<String> TOLD_ELSEWHERE = Set.of("dc.param.name.not.found", "dc.exception.not.thrown",
        "dc.invalid.return", "dc.invalid.throws", "dc.invalid.param", "dc.no.comment", "dc.no.main.description");
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final List<Rule> RULES = rules();

    /** A comment in the source; `text` with its markers. */
    private record Comment(int start, int end, String text) {
        boolean isDoc() {
            return text.startsWith("/**") && text.length() > 4;
        }
    }

    /** Something that is declared, before the compiler has added what nobody wrote. */
    private record Declared(String name, TreePath path, boolean seen) {
        Tree tree() {
            return path.getLeaf();
        }
    }

    private final String source;
    private final JavacTask task;
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final LineMap lines;
    private final DocSourcePositions positions;
    private final DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    private final List<Declared> declared = new ArrayList<>();
    private final List<TreePath> fields = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Set<Comment> used = new HashSet<>();

    public static void main(String[] args) throws Exception {
        int cut = List.of(args).indexOf("--");
        List<String> options = List.of(args).subList(1, cut);
        List<String> files = List.of(args).subList(cut + 1, args.length);
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.print(args[0].equals("doclint") ? lint(options, files) : of(options, files.get(0)));
        out.flush();
    }

    /** What doclint says of files, as a list of diagnostics. */
    private static String lint(List<String> options, List<String> files) throws Exception {
        var said = new DiagnosticCollector<JavaFileObject>();
        List<String> all = new ArrayList<>(options);
        all.add("-Xdoclint:all");
        StandardJavaFileManager manager = COMPILER.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8);
        ((JavacTask) COMPILER.getTask(null, manager, said, all, null,
            manager.getJavaFileObjects(files.toArray(String[]::new)))).analyze();
        List<Object> found = new ArrayList<>();
        Path here = Path.of("").toAbsolutePath();
        for (Diagnostic<? extends JavaFileObject> one : said.getDiagnostics()) {
            boolean ofDocs = one.getCode().endsWith(".proc.messager");
            boolean isError = one.getKind() == Diagnostic.Kind.ERROR;
            if (one.getSource() == null || !ofDocs && !isError) {
                continue;
            }
            Path path = Path.of(one.getSource().toUri());
            String message = one.getMessage(Locale.ROOT);
            found.add(Map.of("file", (path.startsWith(here) ? here.relativize(path) : path).toString(),
                "line", one.getLineNumber(), "column", one.getColumnNumber(),
                "severity", isError ? "error" : "warning",
                "code", ofDocs ? ruleOf(message) : "error", "message", message));
        }
        return json(found);
    }

    /** A message of doclint, which the compiler hands on without the rule's name. */
    private record Rule(String key, Pattern pattern) {
    }

    private static List<Rule> rules() {
        ResourceBundle bundle = ResourceBundle.getBundle("jdk.javadoc.internal.doclint.resources.doclint",
            Locale.ROOT, ModuleLayer.boot().findModule("jdk.javadoc").orElseThrow());
        List<Rule> rules = new ArrayList<>();
        for (String key : bundle.keySet()) {
            if (!key.startsWith("dc.") || key.startsWith("dc.main.")) {
                continue;
            }
            Object[] marks = {"\0", "\0", "\0", "\0"};
            String text = MessageFormat.format(bundle.getString(key), marks);
            String pattern = Pattern.quote(text).replace("\0", "\\E.*\\Q");
            rules.add(new Rule(key, Pattern.compile(pattern, Pattern.DOTALL)));
        }
        // the one that says most is the one that is meant
        rules.sort((a, b) -> b.pattern.pattern().length() - a.pattern.pattern().length());
        return rules;
    }

    private static String ruleOf(String message) {
        return RULES.stream().filter(rule -> rule.pattern.matcher(message).matches()).map(Rule::key).findFirst()
            .orElse("doclint");
    }

    /** The answer for a file, as JSON. */
    private static String of(List<String> options, String file) throws Exception {
        Docs docs = new Docs(options, file);
        for (Diagnostic<?> one : docs.said.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                return json(Map.of("error", "line " + one.getLineNumber() + ": " + one.getMessage(Locale.ROOT)));
            }
        }
        docs.collect();
        docs.task.analyze();
        return json(Map.of("symbols", docs.symbols()));
    }

    private Docs(List<String> options, String file) throws Exception {
        source = Files.readString(Path.of(file));
        List<String> all = new ArrayList<>(options);
        all.add("-Xdoclint:html,syntax,reference");
        StandardJavaFileManager manager = COMPILER.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8);
        task = (JavacTask) COMPILER.getTask(null, manager, said, all, null, manager.getJavaFileObjects(file));
        trees = DocTrees.instance(task);
        unit = task.parse().iterator().next();
        lines = unit.getLineMap();
        positions = trees.getSourcePositions();
        Matcher found = COMMENT.matcher(source);
        while (found.find()) {
            if (found.group().startsWith("/")) {
                comments.add(new Comment(found.start(), found.end(), found.group().stripTrailing()));
            }
        }
    }

    private void collect() {
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree named) {
                collect(named, new TreePath(new TreePath(unit), type), "", true);
            }
        }
    }

    private void collect(ClassTree type, TreePath path, String prefix, boolean seen) {
        String name = prefix + type.getSimpleName();
        boolean visible = seen && isPublic(type.getModifiers().getFlags(), false);
        declared.add(new Declared(name, path, visible));
        boolean implied = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        for (Tree member : type.getMembers()) {
            TreePath place = new TreePath(path, member);
            if (member instanceof ClassTree inner) {
                collect(inner, place, name + ".", visible);
            } else if (member instanceof MethodTree method) {
                String own = method.getReturnType() == null ? type.getSimpleName().toString() : method.getName().toString();
                declared.add(new Declared(name + "." + own, place,
                    visible && isPublic(method.getModifiers().getFlags(), implied)));
            } else if (member instanceof VariableTree) {
                fields.add(place);
            }
        }
    }

    private static boolean isPublic(Set<Modifier> flags, boolean implied) {
        return flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED)
            || implied && !flags.contains(Modifier.PRIVATE);
    }

    private List<Object> symbols() throws Exception {
        Map<Declared, Map<String, Object>> all = new LinkedHashMap<>();
        fields.forEach(this::commentOf);
        for (Declared one : declared) {
            all.put(one, symbol(one));
        }
        for (Comment comment : comments) {
            boolean telling = comment.isDoc() || TAGS.matcher(comment.text).find();
            Declared owner = telling && !used.contains(comment) ? ownerOf(comment) : null;
            if (owner != null && all.get(owner).get("doc") == null) {
                all.get(owner).put("doc", misplaced(comment));
            }
        }
        return new ArrayList<>(all.values());
    }

    private Map<String, Object> symbol(Declared one) {
        Tree tree = one.tree();
        Map<String, Object> symbol = new LinkedHashMap<>();
        symbol.put("name", one.name);
        symbol.put("kind", kind(tree));
        symbol.put("line", line(start(tree)));
        symbol.put("endLine", line(end(tree) - 1));
        symbol.put("public", one.seen);
        List<Object> parameters = new ArrayList<>();
        boolean returns = false;
        List<Object> raises = List.of();
        if (tree instanceof MethodTree method) {
            method.getParameters().forEach(item -> parameters.add(parameter(item)));
            returns = method.getReturnType() != null && !method.getReturnType().toString().equals("void");
            raises = raises(one.path, method);
        } else if (tree.getKind() == Tree.Kind.RECORD) {
            for (Tree member : ((ClassTree) tree).getMembers()) {
                boolean isComponent = member instanceof VariableTree field
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC);
                if (isComponent) {
                    parameters.add(parameter((VariableTree) member));
                }
            }
        }
        symbol.put("parameters", parameters);
        symbol.put("returns", returns);
        symbol.put("raises", raises);
        DocCommentTree doc = trees.getDocCommentTree(one.path);
        Comment comment = doc == null ? null : commentOf(one.path);
        symbol.put("doc", comment == null ? null : described(doc, comment, unit, 0, true));
        return symbol;
    }

    private Map<String, Object> parameter(VariableTree item) {
        return Map.of("name", item.getName().toString(), "line", line(start(item)));
    }

    private static String kind(Tree tree) {
        return switch (tree.getKind()) {
            case INTERFACE, ANNOTATION_TYPE -> "interface";
            case ENUM -> "enum";
            case METHOD -> ((MethodTree) tree).getReturnType() == null ? "constructor" : "method";
            default -> "class";
        };
    }

    /** The comment that documents a declaration, as the compiler sees it; marks it as used. */
    private Comment commentOf(TreePath path) {
        DocCommentTree doc = trees.getDocCommentTree(path);
        if (doc == null) {
            return null;
        }
        Comment best = null;
        for (Comment comment : comments) {
            if (comment.isDoc() && comment.end <= start(path.getLeaf())) {
                best = comment;
            }
        }
        if (best != null) {
            used.add(best);
        }
        return best;
    }

    /** What a comment says that is where nothing looks for it, or no doc comment at all. */
    private Map<String, Object> misplaced(Comment comment) throws Exception {
        boolean ofLines = comment.text.startsWith("//");
        String body = ofLines ? comment.text.replaceAll("(?m)^[ \\t]*//", " *")
            : comment.text.replaceFirst("^/\\*+", "").replaceFirst("\\*+/$", "");
        // the text keeps its lines: what stands before it is on the first one
        String standIn = "/**" + body.replace("*/", "* /") + "*/ class C {}";
        JavacTask small = (JavacTask) COMPILER.getTask(null, null, new DiagnosticCollector<JavaFileObject>(),
            List.of("-proc:none"), null, List.of(new SimpleJavaFileObject(URI.create("string:///C.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignore) {
                    return standIn;
                }
            }));
        DocTrees ofSmall = DocTrees.instance(small);
        CompilationUnitTree other = small.parse().iterator().next();
        DocCommentTree doc = ofSmall.getDocCommentTree(new TreePath(new TreePath(other), other.getTypeDecls().get(0)));
        return doc == null ? null : described(doc, comment, other, line(comment.start) - 1, false);
    }

    /** The declaration that a comment most likely belongs to: that around it, or that right behind it. */
    private Declared ownerOf(Comment comment) {
        Declared around = null;
        Declared next = null;
        for (Declared one : declared) {
            long from = start(one.tree()), to = end(one.tree());
            if (from <= comment.start && comment.end <= to) {
                around = one;
            } else if (from >= comment.end && source.substring(comment.end, (int) from).isBlank()) {
                next = next == null ? one : next;
            }
        }
        boolean inClass = around == null || around.tree() instanceof ClassTree type && comment.start > openingBrace(type);
        return inClass ? next : around;
    }

    private int openingBrace(ClassTree type) {
        return source.indexOf('{', (int) start(type));
    }

    private Map<String, Object> described(DocCommentTree doc, Comment comment, CompilationUnitTree where, int offset,
            boolean placed) {
        Map<String, Object> said = new LinkedHashMap<>();
        List<Object> parameters = new ArrayList<>();
        List<Object> raises = new ArrayList<>();
        List<Object> problems = new ArrayList<>();
        said.put("line", line(comment.start));
        said.put("endLine", line(comment.start + comment.text.length() - 1));
        said.put("text", doc.toString());
        said.put("placed", placed);
        said.put("conventions", conventions(doc.toString(), !doc.getBlockTags().isEmpty()));
        said.put("summary", text(doc.getFirstSentence()));
        said.put("parameters", parameters);
        said.put("returns", null);
        said.put("raises", raises);
        said.put("problems", problems);
        new DocTreeScanner<Void, Void>() {
            private int lineOf(DocTree tree) {
                long at = positions.getStartPosition(where, doc, tree);
                return at < 0 ? line(comment.start) : (int) where.getLineMap().getLineNumber(at) + offset;
            }

            @Override
            public Void visitParam(ParamTree tag, Void nothing) {
                if (!tag.isTypeParameter()) {
                    parameters.add(Map.of("name", tag.getName().getName().toString(), "line", lineOf(tag),
                        "text", text(tag.getDescription())));
                }
                return super.visitParam(tag, nothing);
            }

            @Override
            public Void visitReturn(ReturnTree tag, Void nothing) {
                said.put("returns", Map.of("line", lineOf(tag), "text", text(tag.getDescription())));
                return super.visitReturn(tag, nothing);
            }

            @Override
            public Void visitThrows(ThrowsTree tag, Void nothing) {
                String type = tag.getExceptionName().getSignature();
                raises.add(Map.of("type", type.substring(type.lastIndexOf('.') + 1), "line", lineOf(tag),
                    "text", text(tag.getDescription())));
                return super.visitThrows(tag, nothing);
            }

            @Override
            public Void visitErroneous(ErroneousTree tree, Void nothing) {
                String code = tree.getDiagnostic().getCode().replaceFirst("^.*?(?=dc\\.)", "");
                problems.add(Map.of("line", lineOf(tree), "column", 0, "code", code,
                    "message", tree.getDiagnostic().getMessage(Locale.ROOT)));
                return super.visitErroneous(tree, nothing);
            }
        }.scan(doc, null);
        if (placed) {
            problems.addAll(lint(comment, problems));
        }
        return said;
    }

    /** What doclint finds wrong with a comment, but for what is in `known`. */
    private List<Object> lint(Comment comment, List<Object> known) {
        Set<Object> messages = new HashSet<>();
        known.forEach(one -> messages.add(((Map<?, ?>) one).get("message")));
        List<Object> found = new ArrayList<>();
        for (Diagnostic<?> one : said.getDiagnostics()) {
            boolean inside = one.getPosition() >= comment.start && one.getPosition() < comment.end;
            if (!inside || !one.getCode().endsWith(".proc.messager")) {
                continue;
            }
            String message = one.getMessage(Locale.ROOT);
            String rule = ruleOf(message);
            if (!TOLD_ELSEWHERE.contains(rule) && !messages.contains(message)) {
                found.add(Map.of("line", one.getLineNumber(), "column", one.getColumnNumber(), "code", rule,
                    "message", message));
            }
        }
        return found;
    }

    private static List<Object> conventions(String text, boolean hasTags) {
        if (Pattern.compile("(?m)^\\s*(Args|Arguments|Returns|Raises|Throws):\\s*$").matcher(text).find()) {
            return hasTags ? List.of() : List.of("google");
        }
        if (Pattern.compile("<(summary|param name=|returns>)").matcher(text).find()) {
            return List.of("xml");
        }
        if (Pattern.compile("(?m)^\\s*:(param|returns?|raises)\\b").matcher(text).find()) {
            return List.of("rest");
        }
        if (Pattern.compile("[@\\\\](brief|details|retval|pre|post)\\b|\\\\(param|return|throws?)\\b").matcher(text).find()) {
            return List.of("doxygen");
        }
        if (Pattern.compile("@(param|returns?|throws)\\s+\\{(?!@)").matcher(text).find()) {
            return List.of("jsdoc");
        }
        return List.of("javadoc");
    }

    /** Exceptions that leave a method: those of its throws clause, and those that its own statements throw. */
    private List<Object> raises(TreePath path, MethodTree method) {
        Map<String, Integer> found = new LinkedHashMap<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitThrow(ThrowTree node, Void nothing) {
                TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), bare(node.getExpression())));
                if (type != null && type.getKind() != TypeKind.NULL && !isCaught(getCurrentPath(), type, method)) {
                    found.putIfAbsent(simple(type), line(start(node)));
                }
                return super.visitThrow(node, nothing);
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree node, Void nothing) {
                return null;
            }

            @Override
            public Void visitClass(ClassTree node, Void nothing) {
                return null;
            }
        }.scan(path, null);
        for (ExpressionTree type : method.getThrows()) {
            found.putIfAbsent(type.toString().replaceFirst("^.*\\.", ""), line(start(type)));
        }
        List<Object> list = new ArrayList<>();
        found.forEach((type, line) -> list.add(Map.of("type", type, "line", line)));
        return list;
    }

    private static ExpressionTree bare(ExpressionTree tree) {
        return tree instanceof com.sun.source.tree.ParenthesizedTree inner ? bare(inner.getExpression()) : tree;
    }

    private static String simple(TypeMirror type) {
        String name = type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED
            ? declared.asElement().getSimpleName().toString() : type.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private boolean isCaught(TreePath path, TypeMirror thrown, MethodTree method) {
        Tree inner = path.getLeaf();
        for (TreePath at = path.getParentPath(); at != null && inner != method; at = at.getParentPath()) {
            if (at.getLeaf() instanceof TryTree tried && (tried.getBlock() == inner || tried.getResources().contains(inner))) {
                for (CatchTree handler : tried.getCatches()) {
                    if (catches(at, handler, thrown)) {
                        return true;
                    }
                }
            }
            inner = at.getLeaf();
        }
        return false;
    }

    private boolean catches(TreePath tried, CatchTree handler, TypeMirror thrown) {
        Tree type = handler.getParameter().getType();
        List<? extends Tree> caught = type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
        TreePath at = new TreePath(new TreePath(tried, handler), handler.getParameter());
        for (Tree one : caught) {
            TypeMirror mirror = trees.getTypeMirror(new TreePath(type == one ? at : new TreePath(at, type), one));
            boolean known = mirror != null && mirror.getKind() == TypeKind.DECLARED && thrown.getKind() == TypeKind.DECLARED;
            if (known ? task.getTypes().isSubtype(thrown, mirror) : one.toString().equals(simple(thrown))) {
                return true;
            }
        }
        return false;
    }

    private long start(Tree tree) {
        return positions.getStartPosition(unit, tree);
    }

    private long end(Tree tree) {
        return positions.getEndPosition(unit, tree);
    }

    private int line(long offset) {
        return offset < 0 ? 0 : (int) lines.getLineNumber(offset);
    }

    private static String text(List<? extends DocTree> parts) {
        StringBuilder all = new StringBuilder();
        parts.forEach(all::append);
        return all.toString().strip();
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((key, item) -> members.add(json(key) + ":" + json(item)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(",", list.stream().map(Docs::json).toList()) + "]";
        }
        if (value instanceof String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char c : text.toCharArray()) {
                quoted.append(c == '"' || c == '\\' ? "\\" + c
                    : c < ' ' || Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
            return quoted.append('"').toString();
        }
        return String.valueOf(value);
    }
}
