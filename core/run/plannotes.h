#pragma once

#include "core/agent/agent.h"
#include "core/scenario/pack.h"

namespace touchstone {

/// The scenarios that a plan asks one agent for, and those that it has no answer for.
struct Coverage {
    int asked = 0;
    int unanswered = 0;
    QStringList some; ///< the first few of the unanswered

    void add(const QString &scenario, bool isAnswered);
};

/// What is worth telling, a line each: "samples:a.jsonl has answers for 2 ids that no scenario has:
/// 'x', 'y'" (a scenario that is filtered out is there all the same), and "samples:a.jsonl has no
/// answer for 3 of 164 scenarios, which are not run: …". All lists but `packs` are by agent.
QStringList coverageNotes(const QStringList &agentNames,
                          const std::vector<std::unique_ptr<Agent>> &agents,
                          const std::vector<std::unique_ptr<Pack>> &packs,
                          const std::vector<Coverage> &coverage);

} // namespace touchstone
