#include "core/run/runfile.h"

#include "core/base/clock.h"
#include "core/run/runfile_write.h"
#include "core/run/staging.h"

using namespace Qt::StringLiterals;

namespace touchstone {

Result<sqlite::Statement *> RunFile::State::statement(const char *sql) const
{
    auto &kept = statements[sql];
    if (!kept) {
        auto made = database.prepare(sql, true);
        if (!made)
            return std::unexpected(made.error());
        kept = std::make_shared<sqlite::Statement>(std::move(*made));
    }
    return kept.get();
}

void RunFile::State::forgetNumbers()
{
    textNumbers.clear();
    scenarioNumbers.clear();
}

Result<void> RunFile::State::canWrite() const
{
    if (writing)
        return {};
    if (mode == Mode::Read)
        return fail(ErrorCode::Internal, u"%1: was opened to be read only"_s.arg(path));
    return fail(ErrorCode::Internal, u"%1: was published, no more is written to it"_s.arg(path));
}

Result<void> RunFile::State::beat()
{
    const qint64 now = Clock::system().wallMs();
    {
        const std::scoped_lock lock(mutex);
        if (auto done = renewLease(database, holder, now); !done)
            return done;
    }
    if (!isStaged())
        return {};
    auto place = sqlite::Database::open(path, sqlite::Access::Write);
    if (!place)
        return std::unexpected(place.error());
    return renewLease(*place, holder, now);
}

void RunFile::State::startHeartbeat()
{
    heartbeat = std::jthread([this](const std::stop_token &stop) {
        std::unique_lock lock(heartbeatMutex);
        while (!heartbeatStop.wait_for(lock, stop, std::chrono::milliseconds(heartbeatEveryMs),
                                       [&stop] { return stop.stop_requested(); }))
            (void)beat(); // append() is where a lost lease is noticed; a missed beat does no harm
    });
}

void RunFile::State::stopHeartbeat()
{
    heartbeat.request_stop();
    if (heartbeat.joinable())
        heartbeat.join();
}

void RunFile::State::endWriting()
{
    if (!std::exchange(writing, false))
        return;
    stopHeartbeat();
    if (database.isOpen())
        (void)giveBackLease(database, holder);
    if (!isStaged())
        return;
    if (auto place = sqlite::Database::open(path, sqlite::Access::Write))
        (void)giveBackLease(*place, holder);
}

RunFile::State::~State()
{
    endWriting();
}

Result<sqlite::Transaction> beginWriting(RunFile::State &state)
{
    if (auto can = state.canWrite(); !can)
        return std::unexpected(can.error());
    auto transaction = sqlite::Transaction::begin(state.database);
    if (!transaction)
        return transaction;
    if (auto ours = renewLease(state.database, state.holder, Clock::system().wallMs()); !ours)
        return std::unexpected(ours.error());
    return transaction;
}

RunFile::RunFile(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

RunFile::~RunFile() = default;

QString RunFile::path() const
{
    return m_state->path;
}

QStringList RunFile::warnings() const
{
    return m_state->warnings;
}

Result<void> RunFile::append(const std::vector<FinishedAttempt> &attempts)
{
    const std::scoped_lock lock(m_state->mutex);
    auto transaction = beginWriting(*m_state);
    if (!transaction)
        return std::unexpected(transaction.error());
    AttemptRedactor redactor(m_state->redactor, m_state->redactedBlobs);
    RowWriter writer(*m_state);
    for (const FinishedAttempt &attempt : attempts) {
        if (m_state->redactor.isEmpty())
            writer.attempt(attempt, 1);
        else
            writer.attempt(redactor.attempt(attempt), 1);
    }
    Result<void> done = writer.finish();
    if (done)
        done = transaction->commit();
    if (!done)
        m_state->forgetNumbers();
    return done;
}

Result<int> RunFile::beginPass(const ScoringPass &pass)
{
    const std::scoped_lock lock(m_state->mutex);
    auto transaction = beginWriting(*m_state);
    if (!transaction)
        return std::unexpected(transaction.error());
    const auto last = m_state->database.integer("SELECT coalesce(max(n), 1) FROM pass");
    if (!last)
        return std::unexpected(last.error());
    ScoringPass entered = pass;
    entered.id = int(*last) + 1;
    if (entered.createdMs == 0)
        entered.createdMs = Clock::system().wallMs();
    RowWriter writer(*m_state);
    writer.pass(entered);
    Result<void> done = writer.finish();
    if (done)
        done = transaction->commit();
    if (!done)
        return std::unexpected(done.error());
    return entered.id;
}

Result<void> RunFile::appendPass(int pass, const std::vector<Rescored> &attempts)
{
    const std::scoped_lock lock(m_state->mutex);
    auto transaction = beginWriting(*m_state);
    if (!transaction)
        return std::unexpected(transaction.error());
    AttemptRedactor redactor(m_state->redactor, m_state->redactedBlobs);
    RowWriter writer(*m_state);
    writer.requirePass(pass);
    for (const Rescored &given : attempts) {
        const Rescored rescored = m_state->redactor.isEmpty() ? given : redactor.rescored(given);
        writer.blobs(rescored.blobs);
        writer.scored(writer.attemptNumber(rescored.attempt), pass, rescored.score,
                      rescored.verdicts);
    }
    Result<void> done = writer.finish();
    if (done)
        done = transaction->commit();
    if (!done)
        m_state->forgetNumbers();
    return done;
}

} // namespace touchstone
