#include "app/cli/bench/bench.h"

#include "core/base/zipwriter.h"
#include "core/plugin/registry.h"
#include "core/run/runfile.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr int wordsOfMessage = 150;

/// Text that packs about as well as people's does.
std::string words(quint32 &seed, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        seed = seed * 1'664'525 + 1'013'904'223; // numerical recipes' generator
        text += std::to_string(seed >> 20) + ' ';
    }
    return text;
}

/// An agent's sample: a conversation that grows, in whole as the input of every call, with a tool's
/// call between each two, as logs without a pool of messages have it.
QByteArray sampleOf(int number, int calls, qint64 &events)
{
    auto seed = quint32(number + 1);
    Json messages = Json::array();
    Json trace = Json::array();
    for (int call = 0; call < calls; ++call) {
        messages.push_back({{"role", "user"}, {"content", words(seed, wordsOfMessage)}});
        const Json answer{{"role", "assistant"}, {"content", words(seed, wordsOfMessage / 2)}};
        trace.push_back({{"event", "model"},
                         {"timestamp", "2026-01-31T09:00:00+00:00"},
                         {"model", "bench/model"},
                         {"input", messages},
                         {"output",
                          {{"model", "bench/model"},
                           {"choices", {{{"message", answer}, {"stop_reason", "stop"}}}},
                           {"usage", {{"input_tokens", 100}, {"output_tokens", 50}}}}}});
        trace.push_back({{"event", "tool"},
                         {"timestamp", "2026-01-31T09:00:01+00:00"},
                         {"id", "call" + std::to_string(call)},
                         {"function", "bash"},
                         {"arguments", {{"cmd", words(seed, 5)}}},
                         {"result", words(seed, wordsOfMessage / 3)}});
        messages.push_back(answer);
    }
    events += qint64(trace.size());
    return dumpJson({{"id", number},
                     {"epoch", 1},
                     {"input", "bench"},
                     {"target", ""},
                     {"messages", std::move(messages)},
                     {"output", {{"model", "bench/model"}, {"completion", "done"}}},
                     {"scores", {{"bench", {{"value", number % 2 == 0 ? "C" : "I"}}}}},
                     {"events", std::move(trace)}});
}

struct Made {
    qint64 unpacked = 0;
    qint64 events = 0;
};

Result<Made> makeLog(const QString &path, const LogsBench &bench)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    ZipWriter zip(file);
    Made made;
    for (int i = 0; i < bench.samples; ++i) {
        const QByteArray sample = sampleOf(i, bench.calls, made.events);
        made.unpacked += sample.size();
        if (auto added = zip.add(u"samples/%1_epoch_1.json"_s.arg(i), sample); !added)
            return std::unexpected(std::move(added.error()));
    }
    const Json header{
        {"version", 2},
        {"status", "success"},
        {"eval",
         {{"task", "bench"}, {"model", "bench/model"}, {"created", "2026-01-31T09:00:00+00:00"}}}};
    if (auto added = zip.add(u"header.json"_s, dumpJson(header)); !added)
        return std::unexpected(std::move(added.error()));
    if (auto ended = zip.finish(); !ended)
        return std::unexpected(std::move(ended.error()));
    return made;
}

/// A figure of /proc/self/status, in bytes; 0: there is none.
qint64 statusBytes(QByteArrayView name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name))
            return line.sliced(name.size()).simplified().split(' ').value(1).toLongLong() << 10;
    return 0;
}

/// Making the log took memory, too: the peak counts from here. What is in use now.
qint64 beginPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5"); // proc(5): resets VmHWM
    return statusBytes("VmRSS");
}

} // namespace

int benchLogs(const LogsBench &bench)
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"bench.eval"_s);
    const auto made = makeLog(log, bench);
    if (!made)
        return report(made.error());
    const auto importer = Registry::standard().importer(u"inspect"_s);
    if (!importer)
        return report(importer.error());
    const qint64 before = beginPeak();
    QElapsedTimer timer;
    timer.start();
    const auto done = (*importer)->run({log, folder.filePath(u"bench.touchstone"_s), {}});
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (!done)
        return report(done.error());
    if (done->attempts != bench.samples || !done->notes.isEmpty())
        return report({ErrorCode::Internal,
                       u"%1 of %2 samples were read; the figures mean nothing"_s.arg(done->attempts)
                           .arg(bench.samples),
                       {}});
    constexpr double mega = 1e6;
    const double unpacked = double(made->unpacked) / mega;
    const double packed = double(QFile(log).size()) / mega;
    const double memory = double(statusBytes("VmHWM") - before) / mega;
    tell(bench.json,
         u"Inspect log into a run    %1 samples, %2 events, %3 MB (%4 MB packed) in %5 s: %6 MB/s, "
         "%7 ms a sample; %8 MB more memory"_s.arg(bench.samples)
             .arg(made->events)
             .arg(unpacked, 0, 'f', 1)
             .arg(packed, 0, 'f', 1)
             .arg(seconds, 0, 'f', 2)
             .arg(unpacked / seconds, 0, 'f', 1)
             .arg(1000 * seconds / bench.samples, 0, 'f', 2)
             .arg(memory, 0, 'f', 0),
         {{"bench", "logs"},
          {"samples", bench.samples},
          {"events", made->events},
          {"megabytes", unpacked},
          {"packed_megabytes", packed},
          {"seconds", seconds},
          {"megabytes_per_second", unpacked / seconds},
          {"memory_megabytes", memory}});
    return Done;
}

} // namespace touchstone::cli
