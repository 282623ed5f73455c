#include "app/cli/bench/runtiming.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr auto pack = R"({
    "format": 1, "name": "bench", "title": "Many small scenarios", "table": "items.jsonl",
    "template": {
        "format": 1, "id": "{{id}}", "kind": "generate", "title": "{{id}}",
        "instruction": "Write a number", "target": {"file": "answer.txt"},
        "answer": {"form": "file"}, "workspace": {"files": {"answer.txt": ""}},
        "checks": [{"id": "there", "type": "files", "files_expected": {"answer.txt": {}}}]
    }
})";

/// A file of `count` lines, one piece after the other: the bench's own memory is measured, too.
Result<QString> writeLines(const QTemporaryDir &folder, const QString &name, int count,
                           QByteArray (*line)(int))
{
    QFile file(folder.filePath(name));
    bool written = file.open(QIODevice::WriteOnly);
    for (int i = 0; i < count && written; ++i)
        written = file.write(line(i)) > 0;
    if (!written || !file.flush())
        return fail(ErrorCode::Io, u"writing %1: %2"_s.arg(file.fileName(), file.errorString()));
    return file.fileName();
}

Result<RunSpec> makeInput(const QTemporaryDir &folder, int count)
{
    const auto described =
        writeLines(folder, u"pack.json"_s, 1, [](int) { return QByteArray(pack); });
    const auto items = writeLines(folder, u"items.jsonl"_s, count, [](int i) {
        return "{\"id\": \"t" + QByteArray::number(i) + "\"}\n";
    });
    const auto answers = writeLines(folder, u"answers.jsonl"_s, count, [](int i) {
        const QByteArray number = QByteArray::number(i);
        return "{\"scenario\": \"t" + number + "\", \"answer\": \"" + number + "\"}\n";
    });
    for (const auto *file : {&described, &items, &answers})
        if (!*file)
            return std::unexpected(file->error());
    RunSpec spec;
    spec.packs = {folder.path()};
    spec.agents = {u"samples:"_s + *answers};
    return spec;
}

} // namespace

int benchMemory(const MemoryBench &bench)
{
    const QTemporaryDir folder;
    const auto spec = makeInput(folder, bench.attempts);
    if (!spec)
        return report(spec.error());
    auto host = EngineHost::make(Confine::Strict, {});
    if (!host)
        return report(host.error());
    Counter counter;
    const auto timed = timeRun(**host, *spec, bench.jobs, counter);
    if (!timed)
        return report(timed.error());
    if (counter.passed != timed->count)
        return report({ErrorCode::Internal,
                       u"%1 of %2 attempts passed; all should, so that the figures mean nothing"_s
                           .arg(counter.passed)
                           .arg(timed->count),
                       {}});
    constexpr double mebibyte = 1 << 20;
    const double early = double(counter.early) / mebibyte;
    const double peak = double(Counter::peakMemory()) / mebibyte;
    tell(bench.json,
         u"harness alone             %1 attempts in %2 s, %3/s, %4 ms each; peak memory %5 MiB "
         "after a tenth, %6 MiB after all (%7 times)"_s.arg(timed->count)
             .arg(timed->seconds, 0, 'f', 2)
             .arg(timed->rate(), 0, 'f', 0)
             .arg(timed->milliseconds(bench.jobs), 0, 'f', 2)
             .arg(early, 0, 'f', 1)
             .arg(peak, 0, 'f', 1)
             .arg(peak / early, 0, 'f', 2),
         {{"what", "harness alone"},
          {"attempts", timed->count},
          {"seconds", timed->seconds},
          {"per_second", timed->rate()},
          {"milliseconds", timed->milliseconds(bench.jobs)},
          {"peak_mib_at_a_tenth", early},
          {"peak_mib", peak}});
    return Done;
}

} // namespace touchstone::cli
