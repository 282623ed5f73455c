#include "core/run/differences.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString shown(const Json &value)
{
    const QString text = QString::fromUtf8(dumpJson(value));
    return text.size() <= 80 ? text : text.left(77) + u"…"_s;
}

void addDifferences(const Json &ours, const Json &theirs, const Place &place, QStringList &into)
{
    if (ours == theirs)
        return;
    if (!ours.is_object() || !theirs.is_object()) {
        into.append(u"%1: %2 here, %3 there"_s.arg(place.text(), shown(ours), shown(theirs)));
        return;
    }
    Json all = ours;
    all.update(theirs);
    for (const auto &[key, value] : all.items()) {
        const QString name = QString::fromStdString(key);
        if (!ours.contains(key))
            into.append(u"%1: only there, %2"_s.arg(place.at(name).text(), shown(value)));
        else if (!theirs.contains(key))
            into.append(u"%1: only here, %2"_s.arg(place.at(name).text(), shown(value)));
        else
            addDifferences(ours[key], theirs[key], place.at(name), into);
    }
}

} // namespace

QStringList differingMembers(const Json &here, const Json &there, const QString &name)
{
    QStringList differences;
    addDifferences(here, there, {name, {}, 0}, differences);
    return differences;
}

} // namespace touchstone
