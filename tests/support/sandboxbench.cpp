#include "support/sandboxbench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace touchstone::test {

Limits tightLimits()
{
    Limits limits;
    limits.wall = 20s;
    limits.cpu = 10s;
    limits.memoryBytes = 256 * MiB;
    limits.processes = 16;
    limits.outputBytes = 64 * KiB;
    limits.diskBytes = 8 * MiB;
    limits.diskFiles = 200;
    return limits;
}

SandboxBench::SandboxBench(const ExecutorForm &form)
    : m_form(form)
{
    auto executor = makeExecutor(form.confine);
    if (!executor) {
        problem = executor.error().text();
        return;
    }
    m_executor = std::move(*executor);
    run(python("pass")); // starts what is held ready
}

ExecRequest SandboxBench::python(const QByteArray &program, const Limits &limits)
{
    ExecRequest request;
    request.blobs = &blobs;
    request.tree.files.insert(u"abuse.py"_s,
                              {FileMode::Regular, blobs.put(program), program.size()});
    request.command.argv = {u"python3"_s, u"-P"_s, u"-s"_s, u"-B"_s, u"/work/abuse.py"_s};
    request.command.limits = limits;
    request.command.warm = QString::fromLatin1(m_form.warm);
    return request;
}

ExecResult SandboxBench::run(const ExecRequest &request)
{
    auto result = m_executor->run(request, {});
    if (!result)
        qFatal("%s: %s", m_form.name, qPrintable(result.error().text()));
    return std::move(*result);
}

QString SandboxBench::aftermath()
{
    if (QString harm = outside.harm(); !harm.isEmpty())
        return harm;
    ExecRequest request = python("import json, os\n"
                                 "os.write(3, json.dumps(sorted(os.listdir('.'))).encode())\n"
                                 "print(input())\n");
    request.command.input = "hello";
    const ExecResult normal = run(request);
    if (normal.succeeded() && normal.channel == R"(["abuse.py"])" && normal.output == "hello\n")
        return {};
    return u"a normal command after it: %1"_s.arg(QString::fromUtf8(shown(normal)));
}

SandboxBenches sandboxBenches()
{
    SandboxBenches benches;
    for (const ExecutorForm &form : executorForms)
        benches.push_back(std::make_unique<SandboxBench>(form));
    for (const auto &bench : benches) // what one holds ready is not the other's remains
        bench->outside.expectProcesses();
    return benches;
}

QString endingOf(const ExecResult &result)
{
    return result.limit ? limitName(*result.limit) : result.ending();
}

QByteArray shown(const ExecResult &result)
{
    return result.ending().toUtf8() + "\nstdout: " + result.output.left(2000)
        + "\nstderr: " + result.errors.left(2000) + "\nchannel: " + result.channel.left(200);
}

} // namespace touchstone::test
