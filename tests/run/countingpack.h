#pragma once

#include "core/base/paths.h"
#include "core/run/scheduler.h"
#include "support/program.h"

#include <QtCore/QCoreApplication>

#include <condition_variable>

namespace touchstone::testing {

using namespace Qt::StringLiterals;

/// A table pack of scenarios n0, n1, …, each judged by the command "judge ID" (an executor of the
/// test's own runs it).
inline QString countingPack(const QString &folder, int scenarios)
{
    test::writeFile(folder + u"/pack.json"_s, R"({
        "format": 1, "name": "counting", "title": "Counting", "table": "items.jsonl",
        "template": {"format": 1, "id": "{{id}}", "kind": "generate", "title": "{{id}}", "tags": ["{{tag}}"],
                     "instruction": "Count", "target": {"file": "a.txt"}, "workspace": {"files": {"a.txt": ""}},
                     "checks": [{"id": "judge", "type": "command", "argv": ["judge", "{{id}}"]}]}})");
    QByteArray items;
    for (int i = 0; i < scenarios; ++i)
        items += R"({"id": "n)" + QByteArray::number(i) + R"(", "tag": ")"
            + QByteArray(i % 2 ? "odd" : "even") + "\"}\n";
    test::writeFile(folder + u"/items.jsonl"_s, items);
    return folder;
}

/// Says yes to even numbers. May be held: what begins then waits until it is let go, or stopped.
class CountingExecutor : public Executor {
public:
    Result<ExecResult> run(const ExecRequest &request, std::stop_token stop) override
    {
        const QString id = request.command.argv.value(1);
        std::unique_lock lock(m_mutex);
        ++m_begun;
        m_changed.notify_all();
        m_changed.wait(lock, stop, [this] { return !m_held; });
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"stopped"_s);
        if (id == m_throwing)
            throw std::runtime_error("the sandbox fell over");
        ExecResult result;
        result.exitCode = id.mid(1).toInt() % 2;
        return result;
    }
    Confinement confinement() const override { return {}; }

    void hold(bool held)
    {
        const std::scoped_lock lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }
    void waitForBegun(int count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, std::stop_token(), [&] { return m_begun >= count; });
    }
    int begun()
    {
        const std::scoped_lock lock(m_mutex);
        return m_begun;
    }
    void throwFor(const QString &id) { m_throwing = id; }

private:
    std::mutex m_mutex; ///< guards everything below but m_throwing
    std::condition_variable_any m_changed;
    int m_begun = 0;
    bool m_held = false;
    QString m_throwing;
};

/// An engine whose commands a CountingExecutor runs.
struct CountingEngine {
    Registry registry{pluginFolders()};
    CountingExecutor executor;
    Toolchains toolchains;
    std::unique_ptr<ResultCache> cache = makeMemoryCache();
    Engine engine{registry, executor, toolchains, *cache};
};

} // namespace touchstone::testing
