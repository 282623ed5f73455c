#include "core/exec/warm/interpreterkey.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Flags without a value that change how the interpreter starts, alone or together ("-IB").
bool isPlainFlag(const QString &argument)
{
    static constexpr QStringView known = u"BEIOPSbsu";
    return argument.size() > 1 && argument.startsWith(u'-')
        && std::ranges::all_of(argument.sliced(1), [](QChar flag) { return known.contains(flag); });
}

bool isReadAtStart(const QString &variable)
{
    static const QStringList prefixes{u"PYTHON"_s, u"LC_"_s, u"LD_"_s, u"MALLOC_"_s, u"GLIBC_"_s};
    static const QStringList names{u"LANG"_s, u"LANGUAGE"_s, u"TZ"_s, u"PATH"_s, u"HOME"_s};
    return names.contains(variable) || std::ranges::any_of(prefixes, [&](const QString &prefix) {
               return variable.startsWith(prefix);
           });
}

} // namespace

std::optional<InterpreterKey> interpreterKey(const Command &command)
{
    if (command.warm != "python"_L1 || command.argv.value(0) != "python3"_L1
        || !command.rootFolder.isEmpty() || !command.collect.isEmpty())
        return std::nullopt;
    InterpreterKey key;
    qsizetype script = 1;
    while (isPlainFlag(command.argv.value(script)))
        key.flags.append(command.argv[script++]);
    const QString path = command.argv.value(script);
    if (path.isEmpty() || path.startsWith(u'-'))
        return std::nullopt;
    for (auto it = command.environment.begin(); it != command.environment.end(); ++it)
        if (isReadAtStart(it.key()))
            key.environment.insert(it.key(), it.value());
    key.mounts = command.mounts;
    return key;
}

} // namespace touchstone
