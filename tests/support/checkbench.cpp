#include "support/checkbench.h"

#include "core/plugin/registry.h"

using namespace Qt::StringLiterals;

namespace touchstone::test {

CheckBench::CheckBench(const QString &language)
    : m_checks(builtInChecks())
    , m_cache(makeMemoryCache())
{
    scenario.id = u"bench"_s;
    scenario.language = language;
    scenario.turns = {{u"Do it."_s, {}}};
    scenario.limits.wall = std::chrono::seconds(20);
    scenario.limits.memoryBytes = 1 * GiB;
    auto toolchains = Toolchains::load();
    if (!toolchains)
        qFatal("%s", qPrintable(toolchains.error().text()));
    m_toolchains = std::move(*toolchains);
    auto executor = makeExecutor(Confine::Strict);
    if (executor)
        m_executor = std::move(*executor);
    else
        problem = executor.error().text();
}

CheckBench::~CheckBench() = default;

Manifest CheckBench::files(const QMap<QString, QByteArray> &contents)
{
    Manifest manifest;
    for (auto it = contents.begin(); it != contents.end(); ++it)
        manifest.files.insert(it.key(), {FileMode::Regular, blobs.put(it.value()), it->size()});
    return manifest;
}

CheckContext CheckBench::context()
{
    return {*m_executor, m_toolchains, *m_cache, {}};
}

const Check &CheckBench::check(const QString &type) const
{
    for (const auto &check : m_checks)
        if (check->type() == type)
            return *check;
    if (const auto check = Registry::standard().check(type))
        return **check;
    qFatal("there is no check '%s'", qPrintable(type));
}

Verdict CheckBench::judge(const QString &type, const Json &parameters,
                          const QMap<QString, QByteArray> &workspace,
                          const QMap<QString, QByteArray> &ownFiles)
{
    CheckSpec spec;
    spec.id = type;
    spec.type = type;
    spec.parameters = parameters;
    spec.files = files(ownFiles);
    EndState state;
    state.fixture = fixture;
    state.workspace = files(workspace);
    state.answer = answer;
    const Trace trace;
    const CheckInput input{scenario, spec, state, trace, blobs};
    CheckContext with = context();
    auto verdict = check(type).run(input, with);
    return verdict ? std::move(*verdict) : Verdict::error(verdict.error());
}

QString CheckBench::objection(const QString &type, const Json &parameters) const
{
    CheckSpec spec;
    spec.id = type;
    spec.type = type;
    spec.parameters = parameters;
    const auto valid =
        check(type).validate(scenario, spec, {u"scenario.json"_s, u"/checks/0"_s, 0});
    return valid ? QString() : valid.error().message;
}

QByteArray shown(const Verdict &verdict)
{
    return prettyJson(toJson(verdict));
}

} // namespace touchstone::test
