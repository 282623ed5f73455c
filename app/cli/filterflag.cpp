#include "app/cli/cli.h"

namespace touchstone::cli {
namespace {

constexpr auto grammar = R"(
A filter EXPR:
  FIELD:VALUE[,VALUE...]  one of the values; upper and lower case are the same, * is any text and
                          ? any character, "quotes" hold blanks and take * and ? as they are
  word  "some words"      looked for anywhere in )";

constexpr auto ofScenarios = R"(id, title and instruction
  id kind language tag difficulty pack    what a scenario says of itself
  check:NAME              it has a check of this name
)";

constexpr auto ofAttempts = R"(the scenario's id, title and instruction,
                          in the reasons given, and in the answer
  id kind language tag difficulty pack    what the scenario says of itself
  agent outcome           who made the attempt; passed, failed, error or unsupported
  check:NAME              the check did not pass: it failed, was in error or was skipped
  check:NAME=STATUS       it is passed, failed, error or skipped
)";

constexpr auto joining =
    R"(  A B, A AND B   A OR B   -A, NOT A   ( )  join terms; AND binds closer than OR
)";

constexpr auto scenarioExample =
    R"(  such as: language:python,javascript tag:strings -difficulty:hard "binary search")";
constexpr auto attemptExample =
    R"(  such as: check:hidden -agent:none (outcome:error OR "RecursionError"))";

} // namespace

void addFilterFlag(CLI::App &command, std::string &expression, FilterOf what)
{
    const bool attempts = what == FilterOf::Attempts;
    command
        .add_option("-f,--filter", expression,
                    attempts ? "Only attempts that match, see below"
                             : "Only scenarios that match, see below")
        ->type_name("EXPR");
    command.footer(std::string(grammar) + (attempts ? ofAttempts : ofScenarios) + joining
                   + (attempts ? attemptExample : scenarioExample));
}

} // namespace touchstone::cli
