#pragma once

#include "core/plugin/registry.h"
#include "core/run/runfile.h"
#include "support/program.h"
#include "support/rawzip.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace touchstone::test {

inline Json message(const char *role, const std::string &content)
{
    return {{"role", role}, {"content", content}};
}

inline Json logHeader(const char *scorer = "match")
{
    return {{"version", 2},
            {"status", "success"},
            {"eval",
             {{"eval_id", "E1"},
              {"run_id", "R1"},
              {"task", "sums"},
              {"task_id", "T1"},
              {"created", "2026-01-31T09:00:00+00:00"},
              {"model", "test/model"},
              {"dataset", {{"samples", 2}}},
              {"config", {{"epochs", 2}}}}},
            {"plan", {{"name", "plan"}, {"steps", Json::array()}}},
            {"results", {{"scores", {{{"name", scorer}, {"scorer", scorer}}}}}}};
}

/// A sample that a model answered in one call.
inline Json logSample(const Json &id, int epoch, const Json &value)
{
    const Json question = message("user", "What is 1 + 1?");
    const Json answer = message("assistant", "2");
    return {
        {"id", id},
        {"epoch", epoch},
        {"input", "What is 1 + 1?"},
        {"target", "2"},
        {"messages", {question, answer}},
        {"output",
         {{"model", "test/model-1"},
          {"completion", "2"},
          {"choices", {{{"message", answer}, {"stop_reason", "stop"}}}}}},
        {"scores", {{"match", {{"value", value}, {"answer", "2"}, {"explanation", "compared"}}}}},
        {"model_usage",
         {{"test/model-1",
           {{"input_tokens", 10}, {"output_tokens", 3}, {"input_tokens_cache_read", 5}}}}},
        {"started_at", "2026-01-31T09:00:01.500+00:00"},
        {"total_time", 2.5},
        {"working_time", 1.25},
        {"events",
         {{{"event", "model"},
           {"uuid", "u1"},
           {"timestamp", "2026-01-31T09:00:02.000+00:00"},
           {"working_start", 0.5},
           {"model", "test/model"},
           {"input", {question}},
           {"tools", Json::array()},
           {"tool_choice", "auto"},
           {"config", Json::object()},
           {"call", {{"request", {{"huge", "provider's own"}}}}},
           {"output",
            {{"model", "test/model-1"},
             {"choices", {{{"message", answer}, {"stop_reason", "stop"}}}},
             {"usage", {{"input_tokens", 10}, {"output_tokens", 3}}}}}}}}};
}

inline QByteArray evalOf(const std::vector<Json> &samples, const Json &header = logHeader())
{
    std::vector<std::pair<QString, QByteArray>> members{
        {QStringLiteral("_journal/start.json"),
         dumpJson({{"version", 2}, {"eval", header["eval"]}, {"plan", header["plan"]}})}};
    for (const Json &sample : samples) {
        const Json &id = memberOr(sample, "id");
        const QString name = id.is_string() ? id.get<QString>() : QString::fromUtf8(dumpJson(id));
        members.emplace_back(
            QStringLiteral("samples/%1_epoch_%2.json").arg(name).arg(integerOr(sample, "epoch", 1)),
            dumpJson(sample));
    }
    members.emplace_back(QStringLiteral("header.json"), dumpJson(header));
    return zipOf(members);
}

/// A log imported into a run.
class ImportedRun {
public:
    explicit ImportedRun(const QByteArray &log, const QString &name = QStringLiteral("log.eval"),
                         const QMap<QString, QStringList> &options = {})
    {
        writeFile(path(name), log);
        run(path(name), options);
    }
    struct Existing {
        QString path;
    };
    explicit ImportedRun(const Existing &log) { run(log.path, {}); }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString error() const
    {
        return report ? report->notes.join(QLatin1Char('\n')) : report.error().text();
    }
    /// In the order of the log.
    [[nodiscard]] std::vector<AttemptRecord> attempts() const
    {
        std::vector<AttemptRecord> all;
        const auto read = file->attempts({}, [&all](const AttemptRecord &record) {
            all.push_back(record);
            return true;
        });
        if (!read)
            qFatal("%s", qPrintable(read.error().text()));
        return all;
    }
    [[nodiscard]] Trace events(const AttemptRecord &record) const
    {
        return file->events(record.id).value_or(Trace());
    }
    /// "role: text" of each message of the main conversation.
    [[nodiscard]] QStringList messages(const AttemptRecord &record) const
    {
        const Trace trace = events(record);
        QStringList texts;
        for (const Json &id : trace.back().data["inspect_sample"]["messages"]) {
            const Event &event = trace[id.get<size_t>() - 1];
            texts.append(stringOr(event.data, "role") + QStringLiteral(": ")
                         + stringOr(event.data, "text"));
        }
        return texts;
    }

    Result<ImportReport> report = fail(ErrorCode::Internal, QStringLiteral("not run"));
    std::unique_ptr<RunFile> file;

private:
    void run(const QString &input, const QMap<QString, QStringList> &options)
    {
        const auto importer = Registry::standard().importer(QStringLiteral("inspect"));
        if (!importer) {
            report = std::unexpected(importer.error());
            return;
        }
        const QString output = path(QStringLiteral("out.touchstone"));
        report = (*importer)->run({input, output, options});
        if (!report)
            return;
        auto opened = RunFile::open(output, RunFile::Mode::Read);
        if (opened)
            file = std::move(*opened);
        else
            report = std::unexpected(opened.error());
    }

    QTemporaryDir m_folder;
};

} // namespace touchstone::test
