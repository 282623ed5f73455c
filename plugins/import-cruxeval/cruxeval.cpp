#include "cruxeval.h"

#include "core/plugin/rowimport.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What the two modes differ in.
Json modeMembers(bool input)
{
    if (input)
        return {{"title", "{{id}}: a call that returns a given value"},
                {"instruction",
                 "Find arguments for which this function returns {{output}}. Answer with the call "
                 "alone, such as f(1, 2).\n\n{{code}}"},
                {"answer", {{"form", "file"}, {"contains", "f("}}},
                {"reference", {{"text", "f({{input}})"}}}};
    return {{"title", "{{id}}: what a call returns"},
            {"instruction",
             "What does f({{input}}) return? Answer with the value alone, as a Python "
             "expression.\n\n{{code}}"},
            {"answer", {{"form", "file"}, {"lacks", "f({{input}})"}}},
            {"reference", {{"text", "{{output}}"}}}};
}

Json scenarioTemplate(bool input)
{
    Json scenario = modeMembers(input);
    scenario["format"] = 1;
    scenario["id"] = "{{id}}";
    scenario["kind"] = "generate";
    scenario["language"] = "python";
    scenario["target"] = {{"file", "answer.py"}};
    // The benchmark's own time, and no other limit that one of its samples would notice.
    scenario["limits"] = {{"wall_s", 3}, {"memory_mb", 4096}, {"processes", 256}};
    scenario["checks"] = {
        {{"id", "equal"},
         {"type", "program"},
         {"mode", "parity"},
         {"parts", {{{"text", "{{code}}\nassert {{output}} == "}}, {{"workspace", "answer.py"}}}}}};
    return scenario;
}

} // namespace

QString CruxEvalImporter::id() const
{
    return u"cruxeval"_s;
}

QString CruxEvalImporter::summary() const
{
    return u"CRUXEval (JSON lines), judged as by its own evaluator"_s;
}

std::vector<ImportOption> CruxEvalImporter::options() const
{
    return {{u"mode"_s,
             u"What is asked for: a function's input or its output"_s,
             {u"input"_s, u"output"_s},
             true,
             false}};
}

Result<ImportReport> CruxEvalImporter::run(const ImportRequest &request) const
{
    const QString mode = request.options.value(u"mode"_s).value(0);
    if (mode != "input"_L1 && mode != "output"_L1)
        return fail(ErrorCode::BadInput,
                    u"--mode: expected input or output, found '%1'"_s.arg(mode));
    return importRows(
        request,
        {{"title", u"CRUXEval, %1 prediction"_s.arg(mode)},
         {"description",
          "Short functions to be thought through. Verdicts are those of the benchmark's own "
          "evaluator (parity mode): a program judges itself in its process."},
         {"source", "https://github.com/facebookresearch/cruxeval"},
         {"licence", "MIT"},
         {"template", scenarioTemplate(mode == "input"_L1)}},
        {u"id"_s, u"code"_s, u"input"_s, u"output"_s});
}

} // namespace touchstone
