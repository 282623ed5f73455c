#include "core/scenario/checkreader.h"

#include "core/base/nearest.h"
#include "core/base/schema.h"
#include "core/base/violations.h"
#include "core/scenario/fixture.h"

#include <QtCore/QHash>

#include <mutex>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr const char *commonMembers[] = {"id", "type", "role", "weight", "after", "files"};

/// The role of a check that names none: what its type's schema gives as the default of "role", else
/// required.
CheckRole defaultRole(const QString &type)
{
    static std::mutex mutex;
    static QHash<QString, CheckRole> known;
    const std::scoped_lock lock(mutex);
    if (const auto role = known.constFind(type); role != known.cend())
        return *role;
    const QString schema = u"checks/"_s + type;
    CheckRole role = CheckRole::Required;
    if (hasSchema(schema))
        if (const auto document = schemaDocument(schema))
            role = checkRoleFromName(
                       stringOr(memberOr(memberOr(*document, "properties"), "role"), "default"))
                       .value_or(role);
    known.insert(type, role);
    return role;
}

} // namespace

Result<void> CheckReader::append(const Json &list, const Place &place,
                                 std::vector<CheckSpec> &checks)
{
    const size_t before = checks.size();
    for (size_t i = 0; i < list.size(); ++i) {
        const Place at = place.at(qsizetype(i));
        auto check = read(list[i], at);
        if (!check)
            return std::unexpected(check.error());
        if (const auto taken = m_places.find(check->id); taken != m_places.end())
            return fail(
                ErrorCode::BadInput,
                u"%1: the check id \"%2\" is taken by the one at %3; give one of them an \"id\""_s
                    .arg(at.text(), check->id, taken->pointer));
        m_places.insert(check->id, at);
        checks.push_back(std::move(*check));
    }
    for (size_t i = before; i < checks.size(); ++i) {
        const Place at = place.at(qsizetype(i - before)).at(u"after"_s);
        for (const QString &id : checks[i].after) {
            QStringList earlier;
            for (size_t j = 0; j < i; ++j)
                earlier.append(checks[j].id);
            if (!earlier.contains(id))
                return fail(ErrorCode::BadInput,
                            u"%1: no check \"%2\" stands before this one in its turn%3"_s.arg(
                                at.text(), id, didYouMean(id, earlier)));
        }
    }
    return {};
}

Result<CheckSpec> CheckReader::read(const Json &json, const Place &place)
{
    CheckSpec spec;
    spec.type = stringOr(json, "type");
    spec.id = stringOr(json, "id", spec.type);
    if (spec.id == refusedAnswer)
        return fail(
            ErrorCode::BadInput,
            u"%1: the id \"%2\" is not for checks: in a sample's \"fails\" it says that the answer is refused"_s
                .arg(place.text(), spec.id));
    spec.role = checkRoleFromName(stringOr(json, "role")).value_or(defaultRole(spec.type));
    spec.weight = numberOr(json, "weight", 1.0);
    spec.after = stringsOr(json, "after");
    if (json.contains("files")) {
        auto files = readTree(json["files"], m_origin.files, place.at(u"files"_s), m_blobs);
        if (!files)
            return std::unexpected(files.error());
        spec.files = std::move(*files);
    }
    if (auto done = readParameters(json, place, spec); !done)
        return std::unexpected(done.error());
    if (auto done = validate(spec, place); !done)
        return std::unexpected(done.error());
    return spec;
}

Result<void> CheckReader::readParameters(const Json &json, const Place &place, CheckSpec &spec)
{
    for (const auto &[key, value] : json.items()) {
        if (std::ranges::find(commonMembers, key) != std::end(commonMembers))
            continue;
        auto parameter = resolved(value, place.at(QString::fromStdString(key)));
        if (!parameter)
            return std::unexpected(parameter.error());
        spec.parameters[key] = std::move(*parameter);
    }
    return checkDepth(spec.parameters, place);
}

bool CheckReader::isFromRow(const Place &place) const
{
    if (m_origin.fromRow.isEmpty())
        return false;
    for (qsizetype end = place.pointer.size(); end > 0;
         end = place.pointer.lastIndexOf(u'/', end - 1))
        if (m_origin.fromRow.contains(place.pointer.left(end)))
            return true;
    return false;
}

Result<Json> CheckReader::resolved(const Json &json, const Place &place)
{
    if (json.is_object() && json.size() == 1 && json.contains("file") && json["file"].is_string()
        && !isFromRow(place))
        return fileContent(json["file"].get<QString>(), place);
    if (!json.is_structured())
        return json;
    Json copy = json.is_array() ? Json::array() : Json::object();
    qsizetype index = 0;
    for (const auto &[key, value] : json.items()) {
        auto inner = resolved(
            value, json.is_array() ? place.at(index) : place.at(QString::fromStdString(key)));
        if (!inner)
            return inner;
        if (json.is_array())
            copy.push_back(std::move(*inner));
        else
            copy[key] = std::move(*inner);
        ++index;
    }
    return copy;
}

Result<Json> CheckReader::fileContent(const QString &path, const Place &place)
{
    const auto bytes = m_origin.files.read(path, place.at(u"file"_s));
    if (!bytes)
        return std::unexpected(bytes.error());
    const QString shown = m_origin.files.base + u'/' + path;
    m_contents.insert(place.pointer, shown);
    if (path.endsWith(u".json"_s, Qt::CaseInsensitive))
        return parseJson(*bytes, {shown, {}, 0});
    if (!QByteArrayView(*bytes).isValidUtf8())
        return fail(ErrorCode::BadInput, u"%1: %2 is not UTF-8 text"_s.arg(place.text(), shown));
    return Json(bytes->toStdString());
}

Result<void> CheckReader::validate(const CheckSpec &spec, const Place &place) const
{
    const QString schema = u"checks/"_s + spec.type;
    if (!hasSchema(schema))
        return {}; // a plugin's; the check itself judges its parameters
    const auto violations = schemaViolations(spec.parameters, schema);
    if (!violations)
        return std::unexpected(violations.error());
    QStringList lines;
    for (const Violation &violation : *violations) {
        Place at = place;
        at.pointer += violation.pointer;
        QString content; // where the parameter as a whole is wrong, perhaps by its name
        for (auto it = m_contents.begin(); it != m_contents.end(); ++it) {
            if (at.pointer == it.key())
                content = u" (in %1)"_s.arg(it.value());
            else if (at.pointer.startsWith(it.key() + u'/'))
                at = {it.value(), at.pointer.mid(it.key().size()), 0};
            else
                continue;
            break;
        }
        lines.append(u"%1%2: %3"_s.arg(at.text(), content, violation.message));
    }
    return lines.isEmpty() ? Result<void>() : fail(ErrorCode::BadInput, lines.join(u'\n'));
}

} // namespace touchstone
