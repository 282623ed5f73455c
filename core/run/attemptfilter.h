#pragma once

#include "core/run/runfile.h"
#include "core/scenario/filter.h"

#include <QtCore/QHash>

namespace touchstone {

/// Which attempts of a run file are meant; an error means that this can't be told of the attempt
/// (Corrupt: of this one alone).
using WantedAttempt = std::function<Result<bool>(const RunFile &, const AttemptRecord &)>;

/// A filter held against the attempts of run files. Of each it reads no more than is needed for the
/// answer: mostly the record alone, for `check:` its verdicts, for words also the instruction (once
/// a scenario) and the answer. Used from one thread.
class AttemptFilter {
public:
    static Result<AttemptFilter> parse(const QString &expression);
    [[nodiscard]] bool isEmpty() const { return m_filter.isEmpty(); }
    /// `record.pass` says which verdicts are meant.
    Result<bool> matches(const RunFile &file, const AttemptRecord &record);

    /// How often something beside the record had to be read.
    struct Reads {
        qint64 verdicts = 0;
        qint64 scenarios = 0;
        qint64 answers = 0;
        bool operator==(const Reads &) const = default;
    };
    [[nodiscard]] Reads reads() const { return m_reads; }

private:
    Result<QStringList> scenarioTexts(const RunFile &file, const AttemptRecord &record);

    Filter m_filter;
    QHash<Digest, QStringList> m_scenarios; ///< texts of the last few
    Reads m_reads;
};

/// The same as a function that can be copied; empty (every attempt) for an empty expression.
Result<WantedAttempt> wantedAttempts(const QString &expression);

} // namespace touchstone
