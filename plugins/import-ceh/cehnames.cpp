#include "cehnames.h"

#include "core/base/paths.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace touchstone {

Result<CehNames> CehNames::load()
{
    const auto path = resource(u"importers/ceh.json"_s);
    if (!path)
        return std::unexpected(path.error());
    auto json = readJson(*path);
    if (!json)
        return std::unexpected(std::move(json.error()));
    CehNames names;
    names.m_names = std::move(*json);
    return names;
}

QString CehNames::language(const QString &theirs) const
{
    const Json &known =
        memberOr(memberOr(m_names, "languages"), theirs.toLower().toStdString().c_str());
    return stringOr(known, "language", theirs.toLower());
}

QString CehNames::convention(const QString &theirs) const
{
    const Json &known =
        memberOr(memberOr(m_names, "languages"), theirs.toLower().toStdString().c_str());
    return stringOr(known, "convention");
}

CehNames::Finding CehNames::finding(const QString &analyser, const QString &rule) const
{
    const QString theirs = analyser.toLower();
    const Json &known = memberOr(memberOr(m_names, "analysers"), theirs.toStdString().c_str());
    Finding finding{stringOr(known, "analyser", theirs), rule};
    const QRegularExpression pattern(
        stringOr(known, "rule", u"^(?:%1-)?(.+)$"_s.arg(QRegularExpression::escape(theirs))));
    if (const auto match = pattern.match(rule); match.hasMatch())
        finding.rule = match.captured(1);
    finding.rule =
        stringOr(memberOr(known, "names"), finding.rule.toStdString().c_str(), finding.rule);
    return finding;
}

} // namespace touchstone
