#include "core/agent/answerfile.h"

#include <QtCore/QFile>

#include <algorithm>
#include <fstream>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxDepth = 200; // as parseJson()

/// Reads until it is known whether the first object names a scenario; keeps nothing.
class LayoutSax : public nlohmann::json_sax<Json> {
public:
    bool namesScenario = false;
    bool hasList = false; ///< as a member, or is one itself
    bool isWholeObject = false;

    bool null() override { return isOpen(); }
    bool boolean(bool) override { return isOpen(); }
    bool number_integer(number_integer_t) override { return scalar(); }
    bool number_unsigned(number_unsigned_t) override { return scalar(); }
    bool number_float(number_float_t, const string_t &) override { return isOpen(); }
    bool string(string_t &) override { return scalar(); }
    bool binary(binary_t &) override { return false; }
    bool key(string_t &name) override
    {
        m_isId = m_depth == 1
            && std::ranges::any_of(answerIdKeys, [&](const char *id) { return name == id; });
        return true;
    }
    bool start_object(std::size_t) override { return ++m_depth > 0; }
    bool end_object() override
    {
        isWholeObject = --m_depth == 0;
        return !isWholeObject;
    }
    bool start_array(std::size_t) override
    {
        hasList = hasList || m_depth <= 1;
        return m_depth++ > 0;
    }
    bool end_array() override { return --m_depth > 0; }
    bool parse_error(std::size_t, const std::string &, const Json::exception &) override
    {
        return false;
    }

private:
    [[nodiscard]] bool isOpen() const { return m_depth > 0; }
    bool scalar()
    {
        namesScenario = namesScenario || (m_depth == 1 && m_isId);
        return isOpen() && !namesScenario;
    }

    int m_depth = 0;
    bool m_isId = false;
};

bool nothingFollows(std::istream &stream)
{
    stream >> std::ws;
    return stream.peek() == std::istream::traits_type::eof();
}

} // namespace

AnswerLayout answerLayout(const QString &path)
{
    std::ifstream stream(QFile::encodeName(path).toStdString(), std::ios::binary);
    LayoutSax sax;
    Json::sax_parse(stream, &sax);
    if (sax.namesScenario)
        return AnswerLayout::Lines;
    const bool isObject = sax.isWholeObject ? nothingFollows(stream) : sax.hasList;
    return isObject ? AnswerLayout::Object : AnswerLayout::Lines;
}

namespace {

/// What the parser calls back: hands out each answer once it is whole, and lets go of it.
class AnswerVisitor {
public:
    using Visit = std::function<Result<void>(const QString &, const Json &, const Place &)>;
    using Event = Json::parse_event_t;

    AnswerVisitor(const QString &path, const Visit &visit)
        : m_place{path, {}, 0}
        , m_visit(visit)
    {
    }

    bool operator()(int depth, Event event, Json &parsed)
    {
        const bool isAnswer = depth == 2
            && (event == Event::value || event == Event::object_end || event == Event::array_end);
        if (!error)
            take(depth, event, parsed, isAnswer);
        return !error && !isAnswer; // which is let go
    }

    std::optional<Error> error;

private:
    void take(int depth, Event event, const Json &parsed, bool isAnswer)
    {
        const bool isValue = event == Event::value;
        if (event == Event::array_start && depth == 0)
            refuse(m_place,
                   u"found an array; expected an object of id to list of answers, or JSON "
                   "lines (jq -c '.[]' makes them)"_s);
        if (event == Event::key && depth == 1) {
            m_id = parsed.get<QString>();
            m_count = 0;
        } else if (depth == 1 && (isValue || event == Event::object_start)) {
            refuse(m_place.at(m_id),
                   u"a list of answers was expected, found %1"_s.arg(
                       isValue ? QLatin1StringView(parsed.type_name()) : "object"_L1));
        } else if (isAnswer) {
            const Place at = m_place.at(m_id).at(m_count++);
            if (auto visited = m_visit(m_id, parsed, at); !visited)
                error = std::move(visited.error());
        } else if (depth > maxDepth) {
            refuse(m_place.at(m_id), u"nested deeper than %1 levels"_s.arg(maxDepth));
        }
    }
    void refuse(const Place &at, const QString &why)
    {
        error = Error{ErrorCode::BadInput, u"%1: %2"_s.arg(at.text(), why), {}};
    }

    Place m_place;
    const Visit &m_visit;
    QString m_id;
    qsizetype m_count = 0; ///< answers of m_id so far
};

} // namespace

Result<void> forEachAnswerOfObject(
    const QString &path,
    const std::function<Result<void>(const QString &id, const Json &answer, const Place &)> &visit)
{
    std::ifstream stream(QFile::encodeName(path).toStdString(), std::ios::binary);
    AnswerVisitor visitor(path, visit);
    try {
        std::ignore = Json::parse(stream, std::ref(visitor));
    } catch (const std::exception &e) {
        if (!visitor.error)
            return fail(ErrorCode::BadInput,
                        u"%1: not valid JSON: %2"_s.arg(
                            path, QString::fromUtf8(e.what()).section(u"] "_s, 1)));
    }
    if (visitor.error)
        return std::unexpected(std::move(*visitor.error));
    return {};
}

} // namespace touchstone
