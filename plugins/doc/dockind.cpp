#include "dockind.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A convention's name for people.
QString conventionTitle(const QString &convention)
{
    static const QMap<QString, QString> titles{
        {u"google"_s, u"docstrings in Google's style"_s},
        {u"numpy"_s, u"docstrings in numpydoc's style"_s},
        {u"rest"_s, u"docstrings with reStructuredText fields, as Sphinx has them"_s},
        {u"jsdoc"_s, u"JSDoc comments"_s},
        {u"tsdoc"_s, u"TSDoc comments"_s},
        {u"javadoc"_s, u"Javadoc comments"_s},
        {u"xml"_s, u"XML documentation comments"_s},
        {u"doxygen"_s, u"Doxygen comments"_s},
    };
    return titles.value(convention, convention);
}

} // namespace

QString DocKind::id() const
{
    return u"doc"_s;
}

QString DocKind::title() const
{
    return u"Document"_s;
}

QString DocKind::summary() const
{
    return u"write a function's or class's documentation and leave its code as it is"_s;
}

Result<void> DocKind::validate(const Scenario &scenario, const Place &place) const
{
    const Target &target = scenario.target;
    if (target.file.isEmpty() || (target.symbol.isEmpty() && !target.range))
        return fail(
            ErrorCode::BadInput,
            u"%1: a doc scenario needs a target with a file, and a symbol or its range of lines"_s
                .arg(place.at(u"target"_s).text()));
    if (!scenario.workspace.files.contains(target.file))
        return fail(ErrorCode::BadInput,
                    u"%1: the workspace has no file '%2'"_s.arg(
                        place.at(u"target"_s).at(u"file"_s).text(), target.file));
    if (stringOr(memberOr(scenario.extra, "doc"), "convention").isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: a doc scenario names the convention to keep to; none was found"_s.arg(
                        place.at(u"doc"_s).at(u"convention"_s).text()));
    return {};
}

QString DocKind::prompt(const Scenario &scenario, int turn) const
{
    const Json &own = memberOr(scenario.extra, "doc");
    QStringList parts{scenario.turns.at(size_t(turn)).instruction};
    const Target &target = scenario.target;
    const QString what = !target.symbol.isEmpty() || !target.range
        ? u"`%1`"_s.arg(target.symbol)
        : u"what stands in lines %1 to %2"_s.arg(target.range->first).arg(target.range->last);
    parts.append(
        (boolOr(own, "members", false)
             ? u"Document %1 and its public members in %2 with %3. Leave the code as it is."_s
             : u"Document %1 in %2 with %3. Leave the code as it is."_s)
            .arg(what, target.file, conventionTitle(stringOr(own, "convention"))));
    if (const QString rule = answerRule(scenario); !rule.isEmpty())
        parts.append(rule);
    return parts.join(u"\n\n"_s);
}

QStringList DocKind::actions() const
{
    return {u"syntax"_s, u"docs"_s, u"tokens"_s};
}

} // namespace touchstone
