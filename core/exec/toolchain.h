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
/// Placeholders in argv: {support} (the toolchain's own folder in the sandbox), {file} (the file in
/// question), {files} (as an argument of its own: replaced by all of them), {report} (a path to
/// write a report to).
struct ToolAction {
    QString tool;
    QStringList argv;
    QString parser; ///< "diagnostics-json", "junit", "exit-code", "symbols-json", "cases-json", …
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
    MemoryPolicy memory = MemoryPolicy::AddressSpace;
    Limits limits; ///< defaults for this language
    std::vector<Tool> tools;
    QMap<QString, ToolAction>
        actions; ///< "syntax", "build", "run", "test", "cases", "symbols", "program", …
    QStringList protectedFiles; ///< globs that are restored before scoring in every scenario of
                                ///< this language

    /// The sandboxed command of an action; NotFound when the language lacks it.
    [[nodiscard]] Result<Command> command(const QString &action, const QStringList &files) const;
};

/// Where the toolchain's folder stands inside the sandbox.
inline constexpr auto supportMount = "/opt/touchstone/support";

/// Every toolchain below dataFolder()/resources/toolchains and $TOUCHSTONE_TOOLCHAIN_PATH, by
/// language.
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
