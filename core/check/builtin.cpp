#include "core/check/builtin.h"

#include "core/check/casescheck.h"
#include "core/check/commandcheck.h"
#include "core/check/externalcheck.h"
#include "core/check/filescheck.h"
#include "core/check/findingscheck.h"
#include "core/check/outputcheck.h"
#include "core/check/programcheck.h"
#include "core/check/sourcecheck.h"
#include "core/check/termscheck.h"
#include "core/check/testscheck.h"

using namespace Qt::StringLiterals;

namespace touchstone {

std::vector<std::unique_ptr<Check>> builtInChecks()
{
    std::vector<std::unique_ptr<Check>> checks;
    checks.push_back(std::make_unique<SyntaxCheck>());
    checks.push_back(std::make_unique<BuildsCheck>());
    checks.push_back(std::make_unique<TestsCheck>());
    checks.push_back(std::make_unique<CasesCheck>());
    checks.push_back(std::make_unique<ProgramCheck>());
    checks.push_back(std::make_unique<OutputCheck>());
    checks.push_back(std::make_unique<FilesCheck>());
    checks.push_back(std::make_unique<CommandCheck>());
    checks.push_back(std::make_unique<FindingsCheck>());
    checks.push_back(std::make_unique<TermsCheck>());
    checks.push_back(std::make_unique<ExternalCheck>());
    return checks;
}

} // namespace touchstone
