#include "core/base/violations.h"

#include "core/base/nearest.h"
#include "core/base/schemaplace.h"
#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr auto childFailed = u"Failed to validate against child schema #";
constexpr auto typeFailed = u"Value type not permitted";
constexpr auto enumFailed = u"Failed to match against any enum values";
constexpr auto constFailed = u"Failed to match expected value";
constexpr auto memberUnknown = u"Object contains a property that could not be validated";
constexpr auto memberMissing = u"Missing required property";
constexpr auto companionMissing = u"Missing dependency";
constexpr auto patternFailed = u"Failed to match regex";
constexpr auto noneFits = u"Failed to validate against any ";

bool says(const RawViolation &raw, const char16_t *start)
{
    return raw.text.startsWith(QStringView(start));
}

bool isWithin(const QStringList &path, const QStringList &outer)
{
    return path.size() >= outer.size() && std::equal(outer.begin(), outer.end(), path.begin());
}

/// An error that merely says that something inside was wrong.
bool isEcho(const RawViolation &raw)
{
    static constexpr const char16_t *echoes[] = {
        u"Failed to validate against schema associated with", u"Failed to validate item #",
        u"Failed to validate against additional properties", u"Failed to validate against a cond",
        u"Failed to validate against dependent schema"};
    return std::ranges::any_of(echoes, [&](auto *start) { return says(raw, start); });
}

using Branch = std::vector<RawViolation>;

/// Whether an alternative was not even meant: the value is of another type or not the right word.
bool isOtherShape(const Branch &branch, const QStringList &place)
{
    return std::ranges::any_of(branch, [&](const RawViolation &raw) {
        return raw.path == place
            && (says(raw, typeFailed) || says(raw, enumFailed) || says(raw, constFailed));
    });
}

/// Takes the errors of all alternatives at `place` off the end of `kept` and puts back those of the
/// one that was meant, or `none` where none was.
void foldAlternatives(std::vector<RawViolation> &kept, const RawViolation &none)
{
    std::vector<Branch> branches;
    Branch branch;
    size_t start = kept.size();
    while (start > 0 && isWithin(kept[start - 1].path, none.path))
        --start;
    for (size_t i = start; i < kept.size(); ++i) {
        if (says(kept[i], childFailed) && kept[i].path == none.path)
            branches.push_back(std::exchange(branch, {}));
        else
            branch.push_back(kept[i]);
    }
    kept.resize(start);
    const Branch *meant = nullptr;
    for (const Branch &candidate : branches)
        if (!candidate.empty() && !isOtherShape(candidate, none.path)
            && (!meant || candidate.size() < meant->size()))
            meant = &candidate;
    if (meant)
        kept.insert(kept.end(), meant->begin(), meant->end());
    else
        kept.push_back(none);
}

std::vector<RawViolation> withoutEchoes(const std::vector<RawViolation> &raw)
{
    std::vector<RawViolation> kept;
    for (const RawViolation &violation : raw) {
        if (says(violation, noneFits))
            foldAlternatives(kept, violation);
        else if (!isEcho(violation))
            kept.push_back(violation);
    }
    std::erase_if(kept, [](const RawViolation &v) { return says(v, childFailed); });
    if (kept.empty() && !raw.empty())
        kept.push_back({raw.front().path, {}}); // some keywords fail without a word
    return kept;
}

/// The name between the first apostrophe and the last.
QString quotedName(const QString &text)
{
    const qsizetype first = text.indexOf(u'\'');
    const qsizetype last = text.lastIndexOf(u'\'');
    return last > first ? text.mid(first + 1, last - first - 1) : QString();
}

/// The words for one violation at a place that `schemas` describe.
class Explanation {
public:
    Explanation(const Json &json, const Json &schema, const RawViolation &raw)
        : m_raw(raw)
        , m_place(schemaPlace(schema, json, raw.path))
        , m_pointer(Place())
    {
        for (const QString &part : raw.path)
            m_pointer = m_pointer.at(part);
    }

    void appendTo(std::vector<Violation> &list) const
    {
        if (says(m_raw, memberUnknown))
            return appendUnknown(list);
        list.push_back({m_pointer.pointer, message()});
    }

private:
    QString message() const
    {
        if (says(m_raw, memberMissing))
            return missing(quotedName(m_raw.text), {});
        if (says(m_raw, companionMissing))
            return missing(quotedName(m_raw.text), u", which others here need"_s);
        const QString found =
            u"found %1"_s.arg(m_place.value ? foundText(*m_place.value) : u"nothing"_s);
        const QString expected = m_place.expectation();
        QString hint;
        if (m_place.value && m_place.value->is_string())
            hint = didYouMean(m_place.value->get<QString>(), m_place.words());
        if (expected.isEmpty())
            return found + u", which does not fit: "_s + m_raw.text;
        const QString description = says(m_raw, patternFailed) ? m_place.description() : QString();
        if (!description.isEmpty())
            return found + u"; expected: "_s + description;
        return found + u", expected "_s + expected + hint;
    }

    QString missing(const QString &name, const QString &where) const
    {
        QString text = u"the member \"%1\" is missing%2"_s.arg(name, where);
        const QString description = m_place.memberDescription(name);
        return description.isEmpty() ? text : text + u": "_s + description;
    }

    /// The validator names one unknown member; here is each of them.
    void appendUnknown(std::vector<Violation> &list) const
    {
        const QStringList known = m_place.members();
        for (const auto &[key, value] : m_place.value->items()) {
            const QString name = QString::fromStdString(key);
            if (known.contains(name))
                continue;
            QString text = u"unknown member \"%1\""_s.arg(shortened(visibleText(name), 80));
            const QString hint = didYouMean(name, known);
            if (!hint.isEmpty())
                text += hint;
            else if (!known.isEmpty())
                text += u"; known here: "_s + known.join(u", "_s);
            list.push_back({m_pointer.at(name).pointer, text});
        }
    }

    const RawViolation &m_raw;
    SchemaPlace m_place;
    Place m_pointer;
};

} // namespace

std::vector<Violation> explainViolations(const std::vector<RawViolation> &raw, const Json &json,
                                         const Json &schema)
{
    std::vector<Violation> list;
    for (const RawViolation &violation : withoutEchoes(raw))
        Explanation(json, schema, violation).appendTo(list);
    // two alternatives, or two keywords, may find the same fault
    std::vector<Violation> distinct;
    for (Violation &violation : list)
        if (std::ranges::find(distinct, violation) == distinct.end())
            distinct.push_back(std::move(violation));
    return distinct;
}

QString foundText(const Json &value)
{
    if (value.is_object())
        return value.empty() ? u"an empty object"_s : u"an object"_s;
    if (value.is_array())
        return value.empty() ? u"an empty list"_s : u"a list of %1"_s.arg(value.size());
    return shortened(visibleText(QByteArrayView(dumpJson(value))), 80);
}

} // namespace touchstone
