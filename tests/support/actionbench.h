#pragma once

#include "support/checkbench.h"

#include <QtCore/QMetaType>

namespace touchstone::test {

/// What an action of a toolchain said.
struct ActionAnswer {
    QByteArray text; ///< JSON on its output with members by name, or the records of its channel
    QString missing; ///< the tool that is not installed; empty: none
    QString trouble; ///< why there is no answer, or what was found on the channel besides
};

/// Runs an action on files of a workspace, as checks do.
ActionAnswer ask(CheckBench &bench, const QString &action, const QStringList &files,
                 const QMap<QString, QByteArray> &workspace,
                 const QMap<QString, QString> &environment = {}, Json request = Json::object());

/// Runs an action's bare command, `input` on its standard input, with time and memory to spare.
ExecResult act(CheckBench &bench, const QString &action, const QStringList &files,
               const QMap<QString, QByteArray> &workspace, const QByteArray &input = {},
               const QMap<QString, QString> &environment = {});
/// All that it said, and how it ended.
QByteArray told(const ExecResult &result);

/// A row of a test of a toolchain: what the answer has and lacks.
struct ActionRow {
    QString action;
    QStringList files;
    QMap<QString, QByteArray> workspace;
    QStringList has;
    QStringList lacks = {};
    QMap<QString, QString> environment = {};
};
/// Compares the answer with the row; skips where a tool is not installed.
void verify(CheckBench &bench, const ActionRow &row);

} // namespace touchstone::test

Q_DECLARE_METATYPE(touchstone::test::ActionRow)
