#include "core/exec/supervisor/check.h"
#include "core/exec/supervisor/enter.h"
#include "core/exec/supervisor/say.h"
#include "core/exec/supervisor/supervise.h"

#include <string_view>

// touchstone-supervisor is not for people: core/exec starts it. Its verbs are in the headers here.
int main(int count, char **arguments)
{
    using namespace touchstone::supervisor;
    const std::string_view verb = count > 1 ? arguments[1] : "";
    if (verb == "enter")
        return enter(count - 2, arguments + 2);
    if (verb == "hello") { // a sandbox can be made here
        std::puts("hello");
        return 0;
    }
    if (verb == "supervise")
        return supervise();
    if (verb == "check")
        return check(count - 2, arguments + 2);
    errno = EINVAL;
    giveUp("choosing what to do for", count > 1 ? arguments[1] : "");
}
