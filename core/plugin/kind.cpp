#include "core/plugin/kind.h"

using namespace Qt::StringLiterals;

namespace touchstone {

QString answerRule(const Scenario &scenario)
{
    const QString file = scenario.target.file;
    switch (scenario.answerForm) {
    case AnswerForm::Completion:
        return u"Continue %1 where it ends; answer with the continuation alone."_s.arg(file);
    case AnswerForm::Body:
        return u"Answer with the new body (or the whole definition) of `%1` in %2."_s.arg(
            scenario.target.symbol, file);
    case AnswerForm::Diff:
        return u"Answer with a unified diff."_s;
    case AnswerForm::SearchReplace:
        return u"Answer with search/replace blocks, each under the path of its file."_s;
    case AnswerForm::None:
        return {};
    default:
        return scenario.target.symbol.isEmpty()
            ? u"Answer with the whole new content of %1 in one fenced code block."_s.arg(file)
            : u"Answer with the definition of `%1` (in %2) in one fenced code block."_s.arg(
                  scenario.target.symbol, file);
    }
}

} // namespace touchstone
