#include "humaneval.h"

#include "core/plugin/rowimport.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Json scenarioTemplate()
{
    return {
        {"format", 1},
        {"id", "{{task_id}}"},
        {"kind", "generate"},
        {"language", "python"},
        {"title", "{{entry_point}}"},
        {"instruction",
         "Complete the function `{{entry_point}}` in `solution.py`. Answer with the code that goes "
         "on where the file ends.\n\n{{prompt}}"},
        {"workspace", {{"files", {{"solution.py", "{{prompt}}"}}}}},
        {"target", {{"file", "solution.py"}}},
        {"answer", {{"form", "completion"}}},
        // The benchmark's own time, and no other limit that one of its samples would notice.
        {"limits", {{"wall_s", 3}, {"memory_mb", 4096}, {"processes", 256}}},
        {"checks",
         {{{"id", "tests"},
           {"type", "program"},
           {"mode", "parity"},
           {"parts",
            {{{"workspace", "solution.py"}}, {{"text", "\n{{test}}\ncheck({{entry_point}})"}}}}}}},
        {"reference", {{"text", "{{canonical_solution}}"}, {"form", "completion"}}},
    };
}

} // namespace

QString HumanEvalImporter::id() const
{
    return u"humaneval"_s;
}

QString HumanEvalImporter::summary() const
{
    return u"HumanEval's problems (JSON lines), judged as by its own evaluator"_s;
}

std::vector<ImportOption> HumanEvalImporter::options() const
{
    return {
        {u"source"_s,
         u"Where the file comes from (default: openai/human-eval)"_s,
         {},
         false,
         false},
        {u"licence"_s, u"Its licence, as an SPDX identifier (default: MIT)"_s, {}, false, false}};
}

Result<ImportReport> HumanEvalImporter::run(const ImportRequest &request) const
{
    return importRows(
        request,
        {{"title", "HumanEval"},
         {"description",
          "Functions to be completed from their signature and docstring. Verdicts are those of "
          "the benchmark's own evaluator (parity mode): a program judges itself in its process."},
         {"source", optionOr(request, u"source"_s, u"https://github.com/openai/human-eval"_s)},
         {"licence", optionOr(request, u"licence"_s, u"MIT"_s)},
         {"template", scenarioTemplate()}},
        {u"task_id"_s, u"prompt"_s, u"entry_point"_s, u"canonical_solution"_s, u"test"_s});
}

} // namespace touchstone
