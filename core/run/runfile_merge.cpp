#include "core/run/differences.h"
#include "core/run/runfile_read.h"
#include "core/run/runfile_refs.h"
#include "core/run/runfile_salvage.h"
#include "core/run/runfile_write.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype shownDifferences = 12;
constexpr size_t batchAttempts = 100;
constexpr qint64 batchBytes = 32 << 20;

Result<void> refuseDiffering(const RunFile &ours, const RunFile &theirs)
{
    const auto here = ours.manifest();
    const auto there = theirs.manifest();
    if (!here)
        return std::unexpected(here.error());
    if (!there) // damaged: what is left of it is of no known run, Merge::runs() says so
        return there.error().code == ErrorCode::Corrupt ? Result<void>()
                                                        : std::unexpected(there.error());
    QStringList differences =
        differingMembers(here->environment, there->environment, u"environment"_s);
    if (here->planDigest != there->planDigest) {
        const QStringList inPlan = differingMembers(here->plan, there->plan, u"plan"_s);
        differences +=
            inPlan.isEmpty() ? QStringList{u"plan: what it names has changed"_s} : inPlan;
    }
    if (differences.isEmpty())
        return {};
    QString list = differences.mid(0, shownDifferences).join(u"; "_s);
    if (differences.size() > shownDifferences)
        list += u"; and %1 more"_s.arg(differences.size() - shownDifferences);
    return fail(ErrorCode::Changed,
                u"%1 and %2 are not of the same run: %3. Allow differing runs to merge them all "
                "the same"_s.arg(ours.path(), theirs.path(), list));
}

/// One merge. Batches are committed as they come: what is there twice is kept once, so that a merge
/// that was broken off can simply be repeated.
class Merge {
public:
    Merge(RunFile &target, RunFile::State &state, const RunFile &source,
          const RunFile::State &sourceState)
        : m_target(target)
        , m_state(state)
        , m_source(source)
        , m_from(sourceState)
    {
    }

    Result<qint64> run()
    {
        if (auto done = runs(); !done)
            return std::unexpected(done.error());
        if (auto done = passes(); !done)
            return std::unexpected(done.error());
        if (auto done = blobs(); !done)
            return std::unexpected(done.error());
        auto walked = m_source.attempts({}, [this](const AttemptRecord &record) {
            m_done = one(record);
            return m_done.has_value();
        });
        if (m_done)
            m_done = flush();
        if (!m_done)
            return std::unexpected(m_done.error());
        if (!walked)
            note(walked.error());
        if (!m_lost.isEmpty())
            return fail(ErrorCode::Corrupt,
                        u"%1: merged %2 attempts; lost: %3"_s.arg(m_source.path())
                            .arg(m_added)
                            .arg(m_lost.mid(0, shownDifferences).join(u"; "_s)));
        return m_added;
    }

private:
    /// Puts rows in, in a transaction of its own.
    template <typename Put> Result<void> write(Put put)
    {
        auto transaction = beginWriting(m_state);
        if (!transaction)
            return std::unexpected(transaction.error());
        RowWriter writer(m_state, true);
        put(writer);
        Result<void> done = writer.finish();
        if (done)
            done = transaction->commit();
        if (!done)
            m_state.forgetNumbers();
        return done;
    }

    void note(const Error &error)
    {
        const QString text = error.text();
        if (!m_lost.contains(text) && m_lost.size() < shownDifferences)
            m_lost.append(text);
    }

    /// The runs that the other file is made of, each by its number there.
    Result<void> runs()
    {
        if (const auto manifest = m_source.manifest(); !manifest)
            note(manifest.error());
        auto query = m_from.database.prepare(
            "SELECT n, id, created_ms, touchstone, environment, plan, plan_digest FROM run");
        if (!query)
            return std::unexpected(query.error());
        return write([&](RowWriter &writer) {
            for (auto row = query->step(); row.value_or(false); row = query->step()) {
                const Place place{m_source.path(), u"/run"_s, 0};
                const auto environment = parseJson(query->bytes(4), place);
                const auto plan = parseJson(query->bytes(5), place);
                m_runs[query->integer(0)] =
                    writer.run({query->text(1), query->integer(2), query->text(3),
                                environment.value_or(Json::object()), plan.value_or(Json::object()),
                                Digest::fromBytes(query->bytes(6))});
            }
        });
    }

    /// Pass 1 is every run's own; another is found again by when it was made and what it is.
    Result<void> passes()
    {
        auto ours = m_target.passes();
        if (!ours)
            return std::unexpected(ours.error());
        auto theirs = m_source.passes();
        if (!theirs) {
            note(theirs.error());
            theirs = std::vector<ScoringPass>();
        }
        return write([&](RowWriter &writer) {
            for (const ScoringPass &pass : *theirs) {
                const auto same = std::ranges::find_if(*ours, [&](const ScoringPass &known) {
                    return pass.id == 1 ? known.id == 1
                                        : known.id != 1 && known.createdMs == pass.createdMs
                            && known.touchstone == pass.touchstone && known.note == pass.note;
                });
                if (same != ours->end()) {
                    m_passes[pass.id] = same->id;
                    continue;
                }
                ScoringPass entered = pass;
                entered.id = 1;
                for (const ScoringPass &known : *ours)
                    entered.id = std::max(entered.id, known.id + 1);
                writer.pass(entered);
                ours->push_back(entered);
                m_passes[pass.id] = entered.id;
            }
        });
    }

    /// All bytes that are not here yet. They were cleared of secrets when they were stored.
    Result<void> blobs()
    {
        auto digests = digestRows(m_from, "SELECT digest FROM blob ORDER BY n");
        if (!digests) {
            note(digests.error());
            const QList<Digest> reached = salvaged(m_from).blobs.keys();
            digests = std::vector<Digest>(reached.begin(), reached.end());
        }
        std::vector<Digest> wanted;
        for (const Digest &digest : *digests)
            if (!m_target.hasBlob(digest))
                wanted.push_back(digest);
        for (size_t at = 0; at < wanted.size();) {
            auto done = write([&](RowWriter &writer) {
                for (qint64 bytes = 0; at < wanted.size() && bytes < batchBytes; ++at) {
                    const auto blob = m_source.blob(wanted[at]);
                    if (!blob) {
                        note(blob.error());
                        continue;
                    }
                    writer.blob(wanted[at], *blob);
                    bytes += blob->size();
                }
            });
            if (!done)
                return done;
        }
        return {};
    }

    Result<void> one(const AttemptRecord &record)
    {
        m_batch.push_back(record);
        return m_batch.size() < batchAttempts ? Result<void>() : flush();
    }

    Result<void> flush()
    {
        auto done = write([this](RowWriter &writer) {
            for (const AttemptRecord &record : m_batch)
                merge(record, writer);
        });
        m_batch.clear();
        return done;
    }

    void merge(const AttemptRecord &record, RowWriter &writer)
    {
        const auto theirs = findAttempt(m_from, record.id);
        if (!theirs)
            return note(theirs.error());
        std::optional<qint64> ours = writer.knownAttempt(record.id);
        if (!ours) {
            FinishedAttempt attempt{record, {}, {}, {}};
            if (auto events = m_source.events(record.id))
                attempt.events = std::move(*events);
            else
                note(events.error());
            ours = writer.attemptOnly(attempt, m_runs.value(runOf(*theirs), 1));
            ++m_added;
        }
        auto outcomes = outcomesOf(*theirs);
        if (outcomes.empty()) // as its record says; it can be scored again
            outcomes.push_back({1, {record.outcome, record.reason, record.score}});
        for (const PassOutcome &outcome : outcomes) {
            const int pass = m_passes.value(outcome.pass, 1);
            if (writer.isScored(*ours, pass))
                continue;
            const auto verdicts = m_source.verdicts(record.id, outcome.pass);
            if (!verdicts)
                note(verdicts.error());
            writer.scored(*ours, pass, outcome.score, verdicts.value_or(std::vector<Verdict>()));
        }
    }

    struct PassOutcome {
        int pass = 1;
        AttemptScore score;
    };

    std::vector<PassOutcome> outcomesOf(qint64 attempt)
    {
        std::vector<PassOutcome> outcomes;
        auto query = m_from.statement("SELECT pass, outcome, score, reason FROM outcome "
                                      "WHERE attempt = ? ORDER BY pass");
        if (!query) {
            note(query.error());
            return outcomes;
        }
        const sqlite::ResetLater reset((*query)->bind(1, attempt));
        auto row = (*query)->step();
        for (; row.value_or(false); row = (*query)->step()) {
            RowReader reader(m_from);
            outcomes.push_back({int((*query)->integer(0)), reader.score(**query, 1)});
            if (reader.failed()) {
                note(reader.error());
                outcomes.pop_back();
            }
        }
        if (!row)
            note(row.error());
        return outcomes;
    }

    qint64 runOf(qint64 attempt)
    {
        auto query = m_from.statement("SELECT run FROM attempt WHERE n = ?");
        if (!query)
            return 1;
        const sqlite::ResetLater reset((*query)->bind(1, attempt));
        const auto row = (*query)->step();
        return row.value_or(false) ? (*query)->integer(0) : 1;
    }

    Result<void> m_done;
    RunFile &m_target;
    RunFile::State &m_state;
    const RunFile &m_source;
    const RunFile::State &m_from;
    QHash<qint64, qint64> m_runs;
    QHash<int, int> m_passes;
    std::vector<AttemptRecord> m_batch;
    QStringList m_lost;
    qint64 m_added = 0;
};

} // namespace

Result<qint64> RunFile::mergeFrom(const RunFile &other, bool allowDiffering)
{
    if (&other == this)
        return fail(ErrorCode::BadInput, u"%1: can't be merged into itself"_s.arg(path()));
    const std::scoped_lock lock(m_state->mutex, other.m_state->mutex);
    if (!allowDiffering)
        if (auto same = refuseDiffering(*this, other); !same)
            return std::unexpected(same.error());
    auto merged = Merge(*this, *m_state, other, *other.m_state).run();
    if (!merged)
        return std::unexpected(
            std::move(merged.error()).within(u"merging %1 into %2"_s.arg(other.path(), path())));
    return merged;
}

} // namespace touchstone
