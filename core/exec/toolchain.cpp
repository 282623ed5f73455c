#include "core/exec/toolchain.h"

#include "core/base/nearest.h"
#include "core/base/paths.h"
#include "core/base/schema.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr auto defaultVersionPattern = u"(\\d+(?:\\.\\d+)+)";

Result<Tool> parseTool(const Json &json, const Place &place)
{
    Tool tool;
    tool.id = stringOr(json, "id");
    tool.versionArgv = stringsOr(json, "version");
    tool.versionPattern = stringOr(json, "pattern", QString::fromUtf16(defaultVersionPattern));
    tool.package = stringOr(json, "package");
    const QRegularExpression pattern(tool.versionPattern);
    if (!pattern.isValid() || pattern.captureCount() != 1)
        return fail(ErrorCode::BadInput,
                    u"%1: found %2, expected a regular expression with one group: %3"_s.arg(
                        place.at(u"pattern"_s).text(), tool.versionPattern,
                        pattern.isValid() ? u"it has %1"_s.arg(pattern.captureCount())
                                          : pattern.errorString()));
    return tool;
}

Result<std::vector<Tool>> parseTools(const Json &json, const Place &place)
{
    std::vector<Tool> tools;
    for (size_t i = 0; i < json.size(); ++i) {
        const Place at = place.at(qsizetype(i));
        auto tool = parseTool(json[i], at);
        if (!tool)
            return std::unexpected(tool.error());
        if (std::ranges::any_of(tools, [&](const Tool &t) { return t.id == tool->id; }))
            return fail(ErrorCode::BadInput,
                        u"%1: there is another tool \"%2\""_s.arg(at.at(u"id"_s).text(), tool->id));
        tools.push_back(std::move(*tool));
    }
    return tools;
}

Result<void> checkPattern(const ToolAction &action, const Place &place)
{
    if ((action.parser == "lines"_L1) == action.pattern.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: \"pattern\" and the parser \"lines\" go together"_s.arg(place.text()));
    const QRegularExpression pattern(action.pattern);
    const QStringList groups = pattern.namedCaptureGroups();
    if (!pattern.isValid()
        || (!action.pattern.isEmpty()
            && !(groups.contains(u"file"_s) && groups.contains(u"message"_s))))
        return fail(
            ErrorCode::BadInput,
            u"%1: found %2, expected a regular expression with groups named file and message%3"_s
                .arg(place.at(u"pattern"_s).text(), action.pattern,
                     pattern.isValid() ? QString() : u": "_s + pattern.errorString()));
    for (const QString &suppression : action.suppressions)
        if (!QRegularExpression(suppression).isValid())
            return fail(ErrorCode::BadInput,
                        u"%1: found %2, expected a regular expression: %3"_s.arg(
                            place.at(u"suppressions"_s).text(), suppression,
                            QRegularExpression(suppression).errorString()));
    return {};
}

Result<ToolAction> parseAction(const Json &json, const Place &place, const Toolchain &toolchain)
{
    ToolAction action;
    action.tool = stringOr(json, "tool");
    action.argv = stringsOr(json, "argv");
    action.parser = stringOr(json, "parser");
    action.report = stringOr(json, "report");
    action.source = stringOr(json, "source", action.source);
    action.warm = stringOr(json, "warm");
    action.executes = boolOr(json, "executes", false);
    action.files = stringsOr(json, "files");
    action.epilogue = stringOr(json, "epilogue");
    action.control = stringOr(json, "control");
    action.pattern = stringOr(json, "pattern");
    action.shuffles = boolOr(json, "shuffles", false);
    action.suppressions = stringsOr(json, "suppressions");
    action.configuration = stringsOr(json, "configuration");
    if (json.contains("limits")) {
        const auto limits = parseLimits(json["limits"], place.at(u"limits"_s), toolchain.limits);
        if (!limits)
            return std::unexpected(limits.error());
        action.limits = *limits;
    }
    for (const auto &[key, value] : memberOr(json, "environment").items())
        action.environment.insert(QString::fromStdString(key), value.get<QString>());
    QStringList tools;
    for (const Tool &tool : toolchain.tools)
        tools.append(tool.id);
    if (!tools.contains(action.tool))
        return fail(ErrorCode::BadInput,
                    u"%1: there is no tool \"%2\" in \"tools\"%3"_s.arg(
                        place.at(u"tool"_s).text(), action.tool, didYouMean(action.tool, tools)));
    if ((action.source == "report"_L1) == action.report.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: \"report\" and \"source\": \"report\" go together"_s.arg(place.text()));
    if (auto fits = checkPattern(action, place); !fits)
        return std::unexpected(fits.error());
    return action;
}

/// A file name that no program takes for an option.
QString asArgument(const QString &file)
{
    return file.startsWith(u'-') ? u"./"_s + file : file;
}

/// Reads "actions" or "analysers" into the toolchain's actions.
Result<void> parseActions(const Json &json, const Place &place, Toolchain &toolchain,
                          QString (*nameOf)(const QString &))
{
    for (const auto &[key, value] : json.items()) {
        const QString name = QString::fromStdString(key);
        auto action = parseAction(value, place.at(name), toolchain);
        if (!action)
            return std::unexpected(action.error());
        toolchain.actions.insert(nameOf(name), std::move(*action));
    }
    return {};
}

/// Replaces {support}, {file} and the like in one pass: what is put in is not looked at again.
QString filledIn(const QString &argument, const QMap<QString, QString> &values)
{
    QString text;
    qsizetype from = 0;
    while (from < argument.size()) {
        const qsizetype open = argument.indexOf(u'{', from);
        const qsizetype close = argument.indexOf(u'}', open);
        if (open < 0 || close < 0)
            break;
        const auto value = values.find(argument.mid(open + 1, close - open - 1));
        const qsizetype end = value == values.end() ? open + 1 : close + 1;
        text += argument.mid(from, open - from);
        text += value == values.end() ? u"{"_s : *value;
        from = end;
    }
    return text + argument.mid(from);
}

/// Where what is put in stands inside the sandbox; a command that names a folder has it mounted.
struct Placeholder {
    QString name;
    QString source; ///< on this machine; empty: there is none
    const char *target;
};

std::vector<Placeholder> sharedFolders(const Toolchain &toolchain)
{
    return {{u"common"_s, toolchain.commonFolder, commonMount},
            {u"npm"_s, toolchain.npmFolder, npmMount}};
}

/// Fills a command's arguments and environment in, and mounts the folders that they name.
void fillIn(Command &command, const Toolchain &toolchain, QMap<QString, QString> values)
{
    const QString all =
        command.argv.join(u'\n') + u'\n' + QStringList(command.environment.values()).join(u'\n');
    values.insert(u"support"_s, QString::fromLatin1(supportMount));
    command.mounts.push_back({toolchain.folder, QString::fromLatin1(supportMount)});
    for (const Placeholder &shared : sharedFolders(toolchain)) {
        values.insert(shared.name, QString::fromLatin1(shared.target));
        if (!shared.source.isEmpty() && all.contains(u'{' + shared.name + u'}'))
            command.mounts.push_back({shared.source, QString::fromLatin1(shared.target)});
    }
    for (QString &argument : command.argv)
        argument = filledIn(argument, values);
    for (QString &value : command.environment)
        value = filledIn(value, values);
}

/// The folder that holds node_modules; empty where the packages were not installed, or not to the
/// end: npm writes its own lock file last.
QString npmFolder(const QString &data)
{
    const QString folder = qEnvironmentVariable("TOUCHSTONE_NPM", data + u"/resources/npm"_s);
    const QString modules = folder + u"/node_modules"_s;
    const bool isInstalled = QFileInfo(modules + u"/.package-lock.json"_s).isFile()
        && !QFileInfo(modules).isSymLink(); // a sandbox would not have what it points to
    return isInstalled ? QFileInfo(folder).absoluteFilePath() : QString();
}

Result<Toolchain> readToolchain(const QString &folder)
{
    const QString path = folder + u"/toolchain.json"_s;
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::BadInput, u"%1 is not a file"_s.arg(path));
    const auto json = readJson(path);
    if (!json)
        return std::unexpected(json.error());
    auto toolchain = parseToolchain(*json, {path, {}, 0}, folder);
    const auto data = dataFolder();
    if (!toolchain || !data)
        return toolchain;
    toolchain->commonFolder = *data + u"/resources/toolchains/common"_s;
    toolchain->npmFolder = npmFolder(*data);
    return toolchain;
}

QStringList toolchainFolders()
{
    QStringList folders;
    if (const auto data = dataFolder())
        folders.append(*data + u"/resources/toolchains"_s);
    return folders
        + qEnvironmentVariable("TOUCHSTONE_TOOLCHAIN_PATH").split(u':', Qt::SkipEmptyParts);
}

} // namespace

Result<Toolchain> parseToolchain(const Json &json, const Place &place, const QString &folder)
{
    if (auto known = checkFormat(json, 1, place); !known)
        return std::unexpected(known.error());
    if (auto fits = validateJson(json, u"toolchain"_s, place); !fits)
        return std::unexpected(fits.error());
    Toolchain toolchain;
    toolchain.language = stringOr(json, "language");
    toolchain.title = stringOr(json, "title");
    toolchain.extensions = stringsOr(json, "extensions");
    toolchain.fenceTags = stringsOr(json, "fenceTags");
    toolchain.folder = folder;
    toolchain.protectedFiles = stringsOr(json, "protected");
    if (stringOr(json, "memory") == "resident"_L1)
        toolchain.memory = MemoryPolicy::Resident;
    if (json.contains("limits")) {
        const auto limits = parseLimits(json["limits"], place.at(u"limits"_s));
        if (!limits)
            return std::unexpected(limits.error());
        toolchain.limits = *limits;
    }
    auto tools = parseTools(memberOr(json, "tools"), place.at(u"tools"_s));
    if (!tools)
        return std::unexpected(tools.error());
    toolchain.tools = std::move(*tools);
    auto actions = parseActions(json["actions"], place.at(u"actions"_s), toolchain,
                                [](const QString &name) { return name; });
    if (!actions)
        return std::unexpected(actions.error());
    auto analysers = parseActions(memberOr(json, "analysers"), place.at(u"analysers"_s), toolchain,
                                  analyserAction);
    if (!analysers)
        return std::unexpected(analysers.error());
    return toolchain;
}

Result<Command> Toolchain::command(const QString &action, const QStringList &files) const
{
    const auto found = actions.find(action);
    if (found == actions.end())
        return fail(ErrorCode::NotFound,
                    u"the toolchain '%1' has no action '%2'%3; it has: %4"_s.arg(
                        language, action, didYouMean(action, actions.keys()),
                        actions.keys().join(u", "_s)));
    QMap<QString, QString> values{{u"report"_s, found->report}};
    if (!files.isEmpty())
        values.insert(u"file"_s, asArgument(files.first()));
    Command command;
    command.argv = found->argv;
    command.environment = found->environment;
    if (files.isEmpty() && std::ranges::any_of(command.argv, [](const QString &argument) {
            return argument.contains(u"{file}"_s);
        }))
        return fail(ErrorCode::BadInput,
                    u"the action '%1' of the toolchain '%2' needs a file"_s.arg(action, language));
    fillIn(command, *this, values);
    const qsizetype all = command.argv.indexOf(u"{files}"_s);
    if (all >= 0) {
        command.argv.removeAt(all);
        for (qsizetype i = 0; i < files.size(); ++i)
            command.argv.insert(all + i, asArgument(files[i]));
    }
    command.limits = limits;
    command.memory = memory;
    command.warm = found->warm;
    if (!found->report.isEmpty())
        command.collect.append(found->report);
    return command;
}

Command Toolchain::versionCommand(const Tool &tool) const
{
    Command command;
    command.argv = tool.versionArgv;
    command.limits = limits;
    command.memory = memory;
    fillIn(command, *this, {});
    return command;
}

QStringList Toolchain::analysers() const
{
    const QString prefix = analyserAction({});
    QStringList names;
    for (auto it = actions.begin(); it != actions.end(); ++it)
        if (it.key().startsWith(prefix))
            names.append(it.key().sliced(prefix.size()));
    return names;
}

QString analyserAction(const QString &analyser)
{
    return u"analyse:"_s + analyser;
}

Result<Toolchains> Toolchains::load()
{
    Toolchains toolchains;
    for (const QString &parent : toolchainFolders()) {
        const QDir dir(parent);
        for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            const QString folder = dir.absoluteFilePath(name);
            if (!QFileInfo::exists(folder + u"/toolchain.json"_s))
                continue;
            auto toolchain = readToolchain(folder);
            if (!toolchain)
                return std::unexpected(toolchain.error());
            const auto known = toolchains.m_toolchains.find(toolchain->language);
            if (known != toolchains.m_toolchains.end())
                return fail(ErrorCode::BadInput,
                            u"two toolchains for '%1': %2 and %3"_s.arg(toolchain->language,
                                                                        known->folder, folder));
            toolchains.m_toolchains.insert(toolchain->language, std::move(*toolchain));
        }
    }
    return toolchains;
}

const Toolchain *Toolchains::find(const QString &language) const
{
    const auto found = m_toolchains.find(language);
    return found == m_toolchains.end() ? nullptr : &*found;
}

} // namespace touchstone
