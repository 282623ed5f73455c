#pragma once

#include "core/plugin/registry.h"
#include "core/scenario/pack.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace touchstone::test {

using ImportOptions = QMap<QString, QStringList>;

/// JSON lines.
inline QByteArray lines(const std::vector<Json> &rows)
{
    QByteArray text;
    for (const Json &row : rows)
        text += dumpJson(row) + '\n';
    return text;
}

/// A made-up problem of HumanEval's shape: NAME(x) doubles x.
inline Json problem(const char *id, const std::string &name)
{
    return {{"task_id", id},
            {"prompt", "def " + name + "(x):\n    \"\"\"{{x}} doubled.\"\"\"\n"},
            {"entry_point", name},
            {"canonical_solution", "    return 2 * x\n"},
            {"test", "def check(f):\n    assert f(2) == 4"}};
}

/// Imports a text or a file with an importer of ours, and opens what came of it.
class Imported {
public:
    Imported(const QString &importer, const QString &name, const QByteArray &text,
             const ImportOptions &options = {})
    {
        const QString input = path(name);
        writeFile(input, text);
        run(importer, input, options);
    }
    Imported(const QString &importer, const QString &input, const ImportOptions &options = {})
    {
        run(importer, input, options);
    }

    [[nodiscard]] QString error() const
    {
        return report ? QStringLiteral("no error") : report.error().text();
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString output() const { return path(QStringLiteral("the-pack")); }
    [[nodiscard]] Scenario scenario(qsizetype index)
    {
        const auto found = pack->scenario(index, blobs);
        if (!found)
            qFatal("%s", qPrintable(found.error().text()));
        return *found;
    }
    [[nodiscard]] QByteArray file(const Scenario &scenario, const QString &name) const
    {
        return blobs.blob(scenario.workspace.files.value(name).blob).value_or("no such file");
    }
    /// What the folder of input and output holds, hidden files too.
    [[nodiscard]] QStringList left() const
    {
        return QDir(m_folder.path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    Result<ImportReport> report = fail(ErrorCode::Internal, QStringLiteral("not run"));
    std::unique_ptr<Pack> pack;
    BlobStore blobs;

private:
    void run(const QString &id, const QString &input, const ImportOptions &options)
    {
        const auto importer = Registry::standard().importer(id);
        if (!importer) {
            report = std::unexpected(importer.error());
            return;
        }
        report = (*importer)->run({input, output(), options});
        if (!report)
            return;
        auto opened = Pack::open(output());
        if (opened)
            pack = std::move(*opened);
        else
            report = std::unexpected(opened.error());
    }

    QTemporaryDir m_folder;
};

/// The parts of a scenario's first check, joined, with the workspace's files as <NAME>.
inline QString programOf(const Scenario &scenario)
{
    QString text;
    for (const Json &part : memberOr(scenario.turns.front().checks.front().parameters, "parts"))
        text += part.contains("workspace") ? u'<' + stringOr(part, "workspace") + u'>'
                                           : stringOr(part, "text");
    return text;
}

} // namespace touchstone::test
