#include "core/report/compare.h"
#include "core/report/csv.h"

using namespace Qt::StringLiterals;

namespace touchstone {

QString compareCsv(const Comparison &comparison)
{
    QString text = u"change,pack,scenario,agent,sample,attempt_a,attempt_b,outcome_a,outcome_b,"
                   "score_a,score_b,reason_a,reason_b,scenario_changed,verdicts\r\n"_s;
    for (const AttemptChange &change : comparison.changes) {
        QStringList verdicts;
        for (const VerdictChange &verdict : change.verdicts)
            verdicts.append(u"%1=%2>%3"_s.arg(verdict.check, verdict.statusA, verdict.statusB));
        const auto score = [](const QString &attempt, double value) {
            return attempt.isEmpty() ? QString() : csvNumber(value);
        };
        const QStringList cells{changeName(change.change),
                                csvText(change.pack),
                                csvText(change.scenario),
                                csvText(change.agent),
                                QString::number(change.sample),
                                change.attemptA,
                                change.attemptB,
                                change.outcomeA,
                                change.outcomeB,
                                score(change.attemptA, change.scoreA),
                                score(change.attemptB, change.scoreB),
                                csvText(change.reasonA),
                                csvText(change.reasonB),
                                change.scenarioChanged ? u"true"_s : u"false"_s,
                                csvText(verdicts.join(u"; "_s))};
        text += cells.join(u',') + u"\r\n"_s;
    }
    return text;
}

} // namespace touchstone
