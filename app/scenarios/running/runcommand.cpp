#include "app/scenarios/running/runcommand.h"

#include "core/plugin/registry.h"

#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

QString AgentChoice::argumentHint() const
{
    QString hint = usage.mid(usage.indexOf(u':') + 1);
    if (usage.contains(u"[:"_s))
        hint.chop(1);
    return hint;
}

std::vector<AgentChoice> agentChoices()
{
    std::vector<AgentChoice> choices;
    Registry &registry = Registry::standard();
    for (const QString &name : registry.ids(u"agents"_s)) {
        const auto factory = registry.agentFactory(name);
        choices.push_back(factory
                              ? AgentChoice{name, (*factory)->usage(), (*factory)->summary(), {}}
                              : AgentChoice{name, name, {}, factory.error().message});
    }
    return choices;
}

QStringList RunCommand::arguments() const
{
    QStringList words = target.packs;
    for (const QString &agent : agents)
        words << u"--agent"_s << agent;
    if (!target.filter.isEmpty())
        words << u"--filter"_s << target.filter;
    if (samples > 0)
        words << u"--samples"_s << QString::number(samples);
    if (jobs > 0)
        words << u"--jobs"_s << QString::number(jobs);
    return words + QProcess::splitCommand(more);
}

QString shellText(const QStringList &words)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    QStringList quoted;
    for (QString word : words)
        quoted.append(
            plain.match(word).hasMatch() ? word : u'\'' + word.replace(u'\'', u"'\\''"_s) + u'\'');
    return quoted.join(u' ');
}

QString freeRunFile(const QString &folder, const QString &pack, const QStringList &agents,
                    const QDateTime &now)
{
    QString name = pack + u'-' + agents.value(0, u"run"_s).section(u':', 0, 0);
    for (QChar &c : name)
        if (!c.isLetterOrNumber() && c != u'-' && c != u'.')
            c = u'-';
    name += now.toString(u"-yyyyMMdd-HHmmss"_s);
    QString path = u"%1/%2.touchstone"_s.arg(folder, name);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = u"%1/%2-%3.touchstone"_s.arg(folder, name).arg(number);
    return path;
}

} // namespace touchstone::scenarios
