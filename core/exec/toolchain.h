#pragma once

#include "core/base/json.h"
#include "core/exec/executor.h"

#include <vector>

namespace touchstone {

/// A program that a toolchain uses, as doctor shows it.
struct Tool {
    QString id; ///< "pytest"
    QStringList versionArgv; ///< prints its version
    QString versionPattern; ///< regular expression with one group
    QString package; ///< Debian (or "npm:NAME") package that brings it
};

/// One thing that a toolchain can do: a command, and who reads its answer.
/// Placeholders in argv and environment: {support} (the toolchain's own folder in the sandbox),
/// {common} (what several toolchains share), {npm} (the folder with node_modules), {file} (the file
/// in question), {files} (as an argument of its own: replaced by all of them), {report} (a path to
/// write a report to). {common} and {npm} are there only for a command that names them.
struct ToolAction {
    QString tool;
    QStringList argv;
    QString parser; ///< "diagnostics-json", "sarif", "lines", "junit", "lcov", "exit-code", …
    QString pattern; ///< of "lines": regular expression with groups named file, line, message and
                     ///< perhaps column, endLine, endColumn, severity, code
    QString report; ///< file that the command writes, relative to the workspace; empty: stdout or
                    ///< the channel
    QString source = QStringLiteral(
        "output"); ///< where the parser reads: "output", "errors", "channel", "report"
    QMap<QString, QString> environment;
    QString warm; ///< see Command::warm
    bool executes = false; ///< runs the workspace's code (as opposed to merely parsing it)
    QStringList files; ///< globs of the files that it is about where nothing else says so
    QString epilogue; ///< "run": text behind a program that is judged by its exit code; tells that
                      ///< its end was reached, see core/check/programcheck.cpp
    std::optional<Limits> limits; ///< of a command that executes nothing of the workspace; none:
                                  ///< the toolchain's
    bool shuffles = false; ///< "test": takes the order of tests from $TOUCHSTONE_SEED
    QStringList suppressions; ///< of an analyser: regular expressions of what silences it in code
    QStringList configuration; ///< of an analyser: globs of the files that it is configured by
    QString control; ///< "test": template of control tests, relative to the toolchain's folder; see
                     ///< core/check/testsrun.cpp
};

/// A language as data: resources/toolchains/LANGUAGE/toolchain.json, with its drivers beside it.
struct Toolchain {
    QString language; ///< "python"
    QString title; ///< "Python"
    QStringList extensions; ///< ".py"
    QStringList fenceTags; ///< "python", "py": names of fenced blocks
    QString folder; ///< on this machine; mounted read-only at supportMount
    QString commonFolder; ///< mounted at commonMount; empty: there is none
    QString npmFolder; ///< holds node_modules; mounted at npmMount; empty: not installed
    MemoryPolicy memory = MemoryPolicy::AddressSpace;
    Limits limits; ///< defaults for this language
    std::vector<Tool> tools;
    QMap<QString, ToolAction>
        actions; ///< "syntax", "build", "run", "test", "coverage", "cases", "symbols", "tokens",
                 ///< "docs", "program"; an analyser's: "analyse:NAME"
    QStringList protectedFiles; ///< globs that are restored before scoring in every scenario of
                                ///< this language

    /// The sandboxed command of an action; NotFound when the language lacks it.
    [[nodiscard]] Result<Command> command(const QString &action, const QStringList &files) const;
    /// The sandboxed command that prints a tool's version.
    [[nodiscard]] Command versionCommand(const Tool &tool) const;
    /// Names of the analysers, as analyserAction() takes them.
    [[nodiscard]] QStringList analysers() const;
};

/// "pylint" to the name of its action.
QString analyserAction(const QString &analyser);

/// Where folders stand inside the sandbox: a toolchain's own, that of what toolchains share, and
/// that of npm's packages.
inline constexpr auto supportMount = "/opt/touchstone/support";
inline constexpr auto commonMount = "/opt/touchstone/common";
inline constexpr auto npmMount = "/opt/touchstone/npm";

/// Every toolchain below dataFolder()/resources/toolchains and $TOUCHSTONE_TOOLCHAIN_PATH, by
/// language. npm's packages are those of $TOUCHSTONE_NPM, else of dataFolder()/resources/npm.
class Toolchains {
public:
    static Result<Toolchains> load();
    [[nodiscard]] const Toolchain *find(const QString &language) const;
    [[nodiscard]] const QMap<QString, Toolchain> &all() const { return m_toolchains; }

private:
    QMap<QString, Toolchain> m_toolchains;
};

Result<Toolchain> parseToolchain(const Json &json, const Place &place, const QString &folder);

} // namespace touchstone
