#include "app/cli/helptext.h"

namespace touchstone::cli {
namespace {

constexpr auto grammar = R"(A filter EXPR:
  FIELD:VALUE[,VALUE...]  any of the values; upper and lower case are the same, * is any text,
                          ? any one character; "quotes" hold blanks and make * and ? plain
  word, "some words"      )";

constexpr auto ofScenarios = R"(anywhere in the id, the title or the instruction
  id, kind, language,     what a scenario says of itself; id: means the whole id
  tag, difficulty, pack
  check:NAME              it has a check of this name
)";

constexpr auto ofAttempts = R"(anywhere in the scenario's id, title or instruction, in a reason
                          that was given, or in the answer
  id, kind, language,     what the scenario says of itself; id: means the whole id
  tag, difficulty, pack
  agent                   who made the attempt
  outcome                 passed, failed, error, unsupported
  check:NAME              this check did not pass: it failed, was in error or was skipped
  check:NAME=STATUS       this check is passed, failed, error or skipped
  time, tokens, cost,     numbers: time:>10s tokens:2k..5k cost:<=0.05 score:1; of a time also
  score                   ms, min and h
)";

constexpr auto joining = R"(  A B    A AND B          both; binds closer than OR
  A OR B   -A   NOT A     either; not A; parentheses group
)";

constexpr auto scenarioExample =
    R"(For example: 'language:python,javascript tag:strings -difficulty:hard "binary search"')";
constexpr auto attemptExample =
    R"(For example: 'check:hidden -agent:none (outcome:error OR RecursionError)')";

} // namespace

void addFilterFlag(CLI::App &command, std::string &expression, FilterOf what)
{
    const bool attempts = what == FilterOf::Attempts;
    command
        .add_option("-f,--filter", expression,
                    attempts ? "Only attempts that match, see below"
                             : "Only scenarios that match, see below")
        ->type_name("EXPR");
    addFooter(command,
              std::string(grammar) + (attempts ? ofAttempts : ofScenarios) + joining
                  + (attempts ? attemptExample : scenarioExample));
}

} // namespace touchstone::cli
