#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The toolchain that a check works with: the check's own "language", else the scenario's. NotFound
/// lists the languages there are.
Result<const Toolchain *> toolchainOf(const CheckInput &input, const CheckContext &context);
/// The toolchain's action; Unsupported where the language lacks it.
Result<const ToolAction *> actionOf(const Toolchain &toolchain, const QString &action);

/// Says which tool is not there, and which package brings it.
Error toolMissing(const Toolchain &toolchain, const QString &tool);

/// What a driver says where a tool that it needs is not there, {"missing": tool}, as that error.
std::optional<Error> missingBy(const Toolchain &toolchain, const QByteArray &answer);

/// A command of the toolchain on a tree. ToolMissing where its program is not in the sandbox, or
/// the packages of npm that it needs are not installed.
struct ActionRun {
    const Toolchain &toolchain;
    QString action;
    QStringList files;
    QByteArray input; ///< stdin
    std::optional<Limits> limits; ///< none: the scenario's for what executes its code, else the
                                  ///< action's
    QStringList arguments; ///< added to the action's own
    QMap<QString, QString> environment = {}; ///< the same
};
Result<ExecResult> runAction(const ActionRun &run, const Manifest &tree, const CheckInput &input,
                             CheckContext &context);

/// A command of the scenario's own on a tree, under the scenario's limits. ToolMissing where
/// argv[0] is a program that is not in the sandbox; a path within the workspace that can't be
/// started comes back as a result that was not started.
Result<ExecResult> runCommand(Command command, const Manifest &tree, const CheckInput &input,
                              CheckContext &context);

/// What an action's parser is to read: output, errors, the channel or the collected report.
/// Nothing: there is no such report.
std::optional<QByteArray> answerOf(const ToolAction &action, const ExecResult &result,
                                   const BlobSource &blobs);

/// The failed verdict of judged code that hit a limit; nothing where it hit none.
std::optional<Verdict> limitVerdict(const ExecResult &result);
/// What a command wrote, as evidence; nothing for what is empty.
void addOutput(Verdict &verdict, const ExecResult &result);

/// The files of a tree that a check is about: its "paths" (globs), or with "all" every file of the
/// language; else the scenario's target file, or where it has none, every file of the language.
QStringList filesInQuestion(const CheckInput &input, const Toolchain &toolchain,
                            const Manifest &tree);

/// The version of one tool as this sandbox has it, asked for once per run; "not there".
Result<QString> toolVersion(const Toolchain &toolchain, const Tool &tool, const CheckInput &input,
                            CheckContext &context);
/// Versions of all of a toolchain's tools: part of what a remembered result depends on.
Result<Json> toolVersions(const Toolchain &toolchain, const CheckInput &input,
                          CheckContext &context);

} // namespace touchstone
