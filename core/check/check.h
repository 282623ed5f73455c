#pragma once

#include "core/check/verdict.h"
#include "core/exec/executor.h"
#include "core/exec/toolchain.h"
#include "core/trace/event.h"

#include <functional>
#include <map>
#include <mutex>
#include <stop_token>

namespace touchstone {

/// What is left to judge after an attempt (or a turn).
struct EndState {
    Manifest fixture; ///< what the agent started from
    Manifest workspace; ///< as the agent left it, protected files already restored
    QStringList tampered; ///< protected files that the agent had changed
    QByteArray answer; ///< the agent's last answer as it was given
};

/// Everything a check may see. References are valid during the call.
struct CheckInput {
    const Scenario &scenario;
    const CheckSpec &spec;
    const EndState &state;
    const Trace &trace;
    BlobStore &blobs; ///< holds all bytes named above; evidence goes in here too
};

/// Remembers results of deterministic work on unchanged input (such as the test run before the
/// answer), by content. Thread-safe; two callers asking for the same key at once do the work once.
class ResultCache {
public:
    virtual ~ResultCache() = default;
    virtual Result<Json> get(const Digest &key, const std::function<Result<Json>()> &compute) = 0;
    /// Remembers a result that was come by otherwise, in place of any other of that key.
    virtual void put(const Digest &key, const Json &value) = 0;
};
std::unique_ptr<ResultCache> makeMemoryCache(qsizetype maxEntries = 10'000);

/// How long which tool took, by language, tool and action. Thread-safe.
class ToolTimes {
public:
    struct Entry {
        QString language;
        QString tool;
        QString action; ///< of the toolchain
        qint64 calls = 0;
        std::chrono::microseconds wall{0}; ///< in the sandbox, summed over calls
        std::chrono::microseconds cpu{0};
    };
    void add(const Toolchain &toolchain, const QString &action, const Usage &usage);
    [[nodiscard]] std::vector<Entry> entries() const; ///< the longest first

private:
    mutable std::mutex m_mutex; ///< guards m_entries
    std::map<QStringList, Entry> m_entries; ///< by language, tool and action
};

/// What a check works with. Thread-safe parts; shared by all attempts of a run.
struct CheckContext {
    Executor &executor;
    const Toolchains &toolchains;
    ResultCache &cache;
    std::stop_token stop;
    ToolTimes *times = nullptr; ///< borrowed; none: nobody asks
};

/// One scoring procedure. Stateless and thread-safe: run() is called from many threads, blocks, and
/// sees nothing but its arguments. An Error (harness or tool failed) becomes an `error` verdict;
/// what the judged code did wrong is a failed verdict.
class Check {
public:
    virtual ~Check() = default;
    [[nodiscard]] virtual QString type() const = 0;
    [[nodiscard]] virtual QString summary() const = 0; ///< one line for people
    /// Whether its verdict follows from scenario, end state and answer, so that scoring again may
    /// take it from the cache.
    [[nodiscard]] virtual bool isRepeatable() const { return true; }
    /// Refuses parameters that make no sense (the schema was checked before); `place` is the
    /// check's.
    [[nodiscard]] virtual Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                                const Place &place) const;
    [[nodiscard]] virtual Result<Verdict> run(const CheckInput &input,
                                              CheckContext &context) const = 0;
};

/// The end state with the check's own files laid over it.
Manifest judgedTree(const CheckInput &input);
/// `over`'s files laid over a tree; what stands in their way (a file where a folder is needed, or
/// the other way round) goes.
Manifest laidOver(Manifest tree, const Manifest &over);

} // namespace touchstone
