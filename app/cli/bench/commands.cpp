#include "app/cli/bench/bench.h"
#include "core/exec/executor.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr auto script = "nothing.py";

ExecRequest requestFor(BlobStore &blobs)
{
    const QByteArray program = "pass\n";
    ExecRequest request;
    request.blobs = &blobs;
    request.tree.files.insert(QString::fromLatin1(script),
                              {FileMode::Regular, blobs.put(program), program.size()});
    request.command.argv = {u"python3"_s, u"-I"_s, u"-S"_s, QString::fromLatin1(script)};
    request.command.warm = u"python"_s;
    return request;
}

Result<Timing> timeCommands(Executor &executor, const CommandsBench &bench)
{
    BlobStore blobs;
    const ExecRequest request = requestFor(blobs);
    if (const auto first = executor.run(request, {}); !first) // starts what is started once
        return std::unexpected(first.error());
    std::atomic<int> left = bench.count;
    std::atomic<qint64> passed = 0;
    std::mutex mutex; // guards the failure
    std::optional<Error> failure;
    const auto work = [&] {
        while (left-- > 0) {
            const auto result = executor.run(request, {});
            if (result) {
                passed += result->succeeded();
                continue;
            }
            const std::lock_guard lock(mutex);
            failure = result.error();
            left = 0;
        }
    };
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::jthread> threads;
    for (int i = 0; i < bench.jobs; ++i)
        threads.emplace_back(work);
    threads.clear();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (failure)
        return std::unexpected(std::move(*failure));
    return Timing{bench.count, passed, took.count()};
}

} // namespace

int benchCommands(const CommandsBench &bench)
{
    struct Form {
        QString name;
        Confine confine;
    };
    std::optional<double> plain;
    for (const Form &form : {Form{u"python3, unconfined"_s, Confine::Unconfined},
                             Form{u"strict: a sandbox each"_s, Confine::Strict},
                             Form{u"warm: a clone each"_s, Confine::Warm}}) {
        auto executor = makeExecutor(form.confine);
        if (!executor)
            return report(executor.error());
        const auto timed = timeCommands(**executor, bench);
        if (!timed)
            return report(timed.error());
        const double each = timed->milliseconds(bench.jobs);
        plain = plain.value_or(each);
        tell(bench.json,
             u"%1  %2 commands in %3 s, %4/s, %5 ms each, %6 times a plain process"_s
                 .arg(form.name.leftJustified(24))
                 .arg(timed->count)
                 .arg(timed->seconds, 0, 'f', 2)
                 .arg(timed->rate(), 0, 'f', 0)
                 .arg(each, 0, 'f', 2)
                 .arg(each / *plain, 0, 'f', 2),
             {{"what", form.name},
              {"commands", timed->count},
              {"succeeded", timed->passed},
              {"seconds", timed->seconds},
              {"per_second", timed->rate()},
              {"milliseconds", each},
              {"times_plain", each / *plain}});
    }
    return Done;
}

} // namespace touchstone::cli
