#pragma once

#include "core/run/runfile.h"

#include <QtCore/QHash>

#include <memory>
#include <vector>

namespace touchstone {

/// One attempt's summary, compact: texts are numbers in its table.
struct AttemptRow {
    qint64 startedMs = 0;
    qint64 durationUs = 0;
    qint64 agentUs = 0;
    qint64 checkUs = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    double cost = 0.0;
    double score = 0.0;
    quint32 scenario = 0; ///< AttemptTable::scenario()
    quint32 agent = 0; ///< these: AttemptTable::text()
    quint32 model = 0;
    quint32 reason = 0;
    quint32 limit = 0;
    quint32 idAt = 0;
    qint32 sample = 0;
    quint16 idSize = 0;
    quint16 retry = 0;
    quint16 pass = 0;
    quint8 outcome = 0;
    bool leftOut = false;

    [[nodiscard]] Outcome outcomeValue() const { return Outcome(outcome); }
};
static_assert(sizeof(AttemptRow) <= 104);

/// What the attempts of one scenario have in common; numbers of texts.
struct ScenarioFacts {
    quint32 pack = 0;
    quint32 scenario = 0;
    quint32 kind = 0;
    quint32 language = 0;
    quint32 difficulty = 0;
    quint32 tags = 0; ///< a number of AttemptTable::tags()
};

/// The summaries of many attempts, in the order they finished: some 130 bytes each. A value that is
/// cheap to copy: copies share what never changes, so that one can be read in another thread while
/// more is added to the builder.
class AttemptTable {
public:
    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] const AttemptRow &row(size_t n) const
    {
        return m_parts[n / partRows]->rows[n % partRows];
    }
    [[nodiscard]] QString id(size_t n) const;
    [[nodiscard]] const ScenarioFacts &scenario(const AttemptRow &row) const
    {
        return m_scenarios[qsizetype(row.scenario)];
    }
    [[nodiscard]] const QString &text(quint32 number) const { return m_texts[qsizetype(number)]; }
    [[nodiscard]] const QStringList &tags(quint32 number) const
    {
        return m_tags[qsizetype(number)];
    }
    [[nodiscard]] qsizetype textCount() const { return m_texts.size(); }
    [[nodiscard]] qsizetype scenarioCount() const { return m_scenarios.size(); }
    /// The attempt as a run file has it, but without names of blobs.
    [[nodiscard]] AttemptRecord record(size_t n) const;

private:
    friend class AttemptTableBuilder;
    static constexpr size_t partRows = 4096;
    struct Part {
        std::vector<AttemptRow> rows;
        QByteArray ids;
    };
    // shared between copies in several threads; only the last one is not full
    std::vector<std::shared_ptr<const Part>> m_parts;
    QList<QString> m_texts;
    QList<ScenarioFacts> m_scenarios;
    QList<QStringList> m_tags;
    size_t m_size = 0;
};

/// Makes a table attempt by attempt. Used from one thread at a time.
class AttemptTableBuilder {
public:
    AttemptTableBuilder();
    void add(const AttemptRecord &record);
    /// What was added so far.
    [[nodiscard]] AttemptTable table() const;
    [[nodiscard]] size_t size() const { return m_table.m_size + m_open.rows.size(); }

private:
    quint32 text(const QString &text);
    quint32 scenario(const AttemptRecord &record);
    void seal();

    AttemptTable m_table; ///< of the parts that are full
    AttemptTable::Part m_open;
    QHash<QString, quint32> m_textNumbers;
    QHash<QString, quint32> m_tagNumbers;
    QHash<QByteArray, quint32> m_scenarioNumbers; ///< by the bytes of its facts
};

} // namespace touchstone
