#pragma once

#include "core/base/zipwriter.h"
#include "core/plugin/registry.h"
#include "core/run/runfile.h"
#include "support/program.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace touchstone::test {

/// Members of a zip, byte by byte: what no well-behaved writer makes.
class RawZip {
public:
    void add(const QByteArray &name, const QByteArray &bytes)
    {
        addPacked(name, 0, bytes, quint64(bytes.size()), crc(bytes));
    }
    /// Packed by zstd without packing anything: a frame for each 200 bytes (RFC 8878).
    void addZstd(const QByteArray &name, const QByteArray &bytes)
    {
        QByteArray packed;
        for (qsizetype at = 0; at < bytes.size(); at += 200) {
            const QByteArray part = bytes.sliced(at, std::min<qsizetype>(200, bytes.size() - at));
            packed += QByteArray::fromHex("28b52ffd20");
            packed += char(part.size());
            number(packed, quint32(part.size()) << 3 | 1, 3);
            packed += part;
        }
        addPacked(name, 93, packed, quint64(bytes.size()), crc(bytes));
    }
    void addPacked(const QByteArray &name, quint16 method, const QByteArray &packed, quint64 size,
                   quint32 crc)
    {
        const auto offset = quint64(m_bytes.size());
        m_bytes += QByteArray::fromHex("504b0304");
        number(m_bytes, 20, 2);
        common(m_bytes, method, crc, quint64(packed.size()), size, name);
        m_bytes += name + packed;
        addEntry(name, method, crc, quint64(packed.size()), size, offset);
    }
    /// An entry of the directory alone.
    void addEntry(const QByteArray &name, quint16 method, quint32 crc, quint64 packed, quint64 size,
                  quint64 offset)
    {
        m_directory += QByteArray::fromHex("504b0102");
        number(m_directory, 20, 2);
        number(m_directory, 20, 2);
        common(m_directory, method, crc, packed, size, name);
        number(m_directory, 0, 2); // comment
        number(m_directory, 0, 2); // disk
        number(m_directory, 0, 6); // attributes
        number(m_directory, offset, 4);
        m_directory += name;
        ++m_count;
    }
    /// Always with zip64's end, as a zip of more than 65,535 members needs it.
    [[nodiscard]] QByteArray finish() const
    {
        QByteArray bytes = m_bytes;
        const auto directory = quint64(bytes.size());
        bytes += m_directory;
        const auto end64 = quint64(bytes.size());
        bytes += QByteArray::fromHex("504b0606");
        number(bytes, 44, 8);
        number(bytes, 45, 2);
        number(bytes, 45, 2);
        number(bytes, 0, 8); // disks
        number(bytes, m_count, 8);
        number(bytes, m_count, 8);
        number(bytes, quint64(m_directory.size()), 8);
        number(bytes, directory, 8);
        bytes += QByteArray::fromHex("504b0607");
        number(bytes, 0, 4);
        number(bytes, end64, 8);
        number(bytes, 1, 4);
        bytes += QByteArray::fromHex("504b0506");
        number(bytes, 0, 4);
        number(bytes, 0xffff, 2);
        number(bytes, 0xffff, 2);
        number(bytes, 0xffffffff, 4);
        number(bytes, 0xffffffff, 4);
        number(bytes, 0, 2);
        return bytes;
    }
    static quint32 crc(const QByteArray &bytes)
    {
        quint32 crc = ~quint32(0);
        for (const char c : bytes) {
            crc ^= quint8(c);
            for (int bit = 0; bit < 8; ++bit)
                crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
        }
        return ~crc;
    }

private:
    static void number(QByteArray &bytes, quint64 value, int size)
    {
        for (int i = 0; i < size; ++i)
            bytes += char(value >> 8 * i);
    }
    static void common(QByteArray &bytes, quint16 method, quint32 crc, quint64 packed, quint64 size,
                       const QByteArray &name)
    {
        number(bytes, 0, 2); // flags
        number(bytes, method, 2);
        number(bytes, 0, 4); // time
        number(bytes, crc, 4);
        number(bytes, packed, 4);
        number(bytes, size, 4);
        number(bytes, quint64(name.size()), 2);
        number(bytes, 0, 2); // extra
    }

    QByteArray m_bytes;
    QByteArray m_directory;
    quint64 m_count = 0;
};

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

/// A zip of members, in this order.
inline QByteArray zipOf(const std::vector<std::pair<QString, QByteArray>> &members)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    ZipWriter zip(out);
    for (const auto &[name, bytes] : members)
        if (!zip.add(name, bytes))
            qFatal("a zip can't be written");
    if (!zip.finish())
        qFatal("a zip can't be ended");
    return out.data();
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
