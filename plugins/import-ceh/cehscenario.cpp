#include "cehscenario.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Json doc(const char *rule, const char *role)
{
    return {{"id", std::string("doc-") + rule},
            {"type", "doc"},
            {"rule", rule},
            {"role", role},
            {"after", {"syntax"}}};
}

Json syntax(const QString &path)
{
    return {{"id", "syntax"}, {"type", "syntax"}, {"paths", {path}}};
}

QString quoted(const CehCase &theCase)
{
    if (theCase.snippet.trimmed().isEmpty())
        return {};
    return u"\n\nThe code in question:\n\n````\n%1\n````\n"_s.arg(theCase.snippet);
}

QString asked(const CehCase &theCase, const QString &ours)
{
    return theCase.prompt.trimmed().isEmpty() ? ours : theCase.prompt;
}

/// Beside the subject, named as the language's runner finds tests: "test_*.py" and "a.py" to
/// "test_a.py".
QString testFile(const CehCase &theCase, const Toolchain *toolchain)
{
    const QFileInfo subject(theCase.path);
    QString pattern = u"*.test.*"_s;
    if (toolchain != nullptr)
        for (const QString &glob : toolchain->actions.value(u"test"_s).files)
            if (const QString last = glob.section(u'/', -1); last.count(u'*') == 1) {
                pattern = last;
                break;
            }
    QString name = pattern;
    name.replace(name.indexOf(u'*'), 1, subject.completeBaseName());
    name.replace(u"*"_s, subject.suffix());
    const QString folder = subject.path();
    return folder == "."_L1 ? name : folder + u'/' + name;
}

void makeFix(const CehCase &theCase, const CehLines &lines, const CehNames &names, Json &scenario)
{
    const auto [analyser, rule] = names.finding(theCase.analyser, theCase.rule);
    scenario["title"] = u"%1: %2 in %3"_s.arg(analyser, rule, theCase.path).left(300);
    scenario["instruction"] = asked(
        theCase,
        u"In `%1`, line %2, %3 finds: %4 (%5). Mend the code so that it finds nothing there and "
        "nothing new elsewhere, and the code does what it did."_s.arg(theCase.path)
                .arg(lines.first)
                .arg(theCase.analyser, theCase.message, theCase.rule)
            + quoted(theCase));
    scenario["checks"] = {syntax(theCase.path),
                          {{"id", "gone"},
                           {"type", "finding-gone"},
                           {"after", {"syntax"}},
                           {"analyser", analyser},
                           {"rule", rule},
                           {"file", theCase.path},
                           {"line", lines.first}},
                          {{"id", "nothing-new"},
                           {"type", "no-new-findings"},
                           {"after", {"syntax"}},
                           {"analysers", {analyser}}}};
}

void makeTest(const CehCase &theCase, const Toolchain *toolchain, Json &scenario)
{
    const QString file = testFile(theCase, toolchain);
    scenario["title"] = u"tests of %1 in %2"_s.arg(theCase.method, theCase.path).left(300);
    scenario["instruction"] = asked(theCase,
                                    u"Write tests of `%1` in `%2`, into the new file `%3`."_s.arg(
                                        theCase.method, theCase.path, file)
                                        + quoted(theCase));
    scenario["target"] = {{"file", file}};
    scenario["test"] = {{"subject", {{"file", theCase.path}, {"symbol", theCase.method}}}};
    scenario["checks"] = {syntax(file),
                          {{"id", "passes"},
                           {"type", "tests"},
                           {"after", {"syntax"}},
                           {"paths", {file}},
                           {"expect", "any"},
                           {"min_tests", 1}},
                          {{"id", "coverage"},
                           {"type", "coverage"},
                           {"role", "graded"},
                           {"after", {"passes"}},
                           {"min_lines", 0.8}},
                          {{"id", "stable"},
                           {"type", "stable"},
                           {"role", "graded"},
                           {"after", {"passes"}},
                           {"runs", 3}}};
}

void makeDoc(const CehCase &theCase, const CehLines &lines, const CehNames &names, Json &scenario)
{
    const QString convention = names.convention(theCase.language);
    scenario["title"] = u"documentation of lines %1 to %2 of %3"_s.arg(lines.first)
                            .arg(lines.last)
                            .arg(theCase.path)
                            .left(300);
    scenario["instruction"] =
        asked(theCase,
              u"Document what stands in lines %1 to %2 of `%3`, as %4 has it: what it does, each "
              "parameter, and what it returns. Leave the code as it is."_s.arg(lines.first)
                  .arg(lines.last)
                  .arg(theCase.path, convention.isEmpty() ? u"the language"_s : convention));
    if (!convention.isEmpty())
        scenario["doc"] = {{"convention", convention}};
    // What the harness asks is required; the rest of what we can tell is told.
    scenario["checks"] = {syntax(theCase.path),
                          {{"id", "code"}, {"type", "code-unchanged"}, {"after", {"syntax"}}},
                          doc("present", "required"),
                          doc("placed", "required"),
                          doc("parameters", "required"),
                          doc("returns", "required"),
                          doc("convention", "informative"),
                          doc("raises", "informative"),
                          doc("nothing-else", "informative"),
                          doc("well-formed", "informative")};
}

} // namespace

Json scenarioOf(const CehCase &theCase, const CehLines &lines, const CehNames &names,
                const Toolchains &toolchains)
{
    const QString language = names.language(theCase.language);
    Json scenario{{"format", 1},
                  {"id", theCase.id},
                  {"language", language},
                  {"target", {{"file", theCase.path}, {"range", {lines.first, lines.last}}}}};
    if (!theCase.repository.isEmpty())
        scenario["source"] =
            u"https://github.com/%1 at %2"_s.arg(theCase.repository, theCase.commit);
    switch (theCase.kind) {
    case CehKind::Fix:
        scenario["kind"] = "fix";
        makeFix(theCase, lines, names, scenario);
        break;
    case CehKind::Test:
        scenario["kind"] = "test";
        makeTest(theCase, toolchains.find(language), scenario);
        break;
    case CehKind::Doc:
        scenario["kind"] = "doc";
        makeDoc(theCase, lines, names, scenario);
        break;
    }
    return scenario;
}

} // namespace touchstone
