#include "core/scenario/rowreader.h"

#include "core/base/violations.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxDepth = 200; // as parseJson()

/// Keeps scalars of the wanted top-level members; of a wanted list or object it only says that one
/// is there.
class FieldSax : public nlohmann::json_sax<Json> {
public:
    explicit FieldSax(const QStringList &fields)
        : m_fields(fields)
    {
    }

    Json values = Json::object();
    bool isStructured = false; ///< a wanted member is a list or an object
    bool isObject = false;
    bool isTooDeep = false;
    QString problem;

    bool null() override { return keep(nullptr); }
    bool boolean(bool value) override { return keep(value); }
    bool number_integer(number_integer_t value) override { return keep(value); }
    bool number_unsigned(number_unsigned_t value) override { return keep(value); }
    bool number_float(number_float_t value, const string_t &) override { return keep(value); }
    bool string(string_t &value) override { return keep(std::move(value)); }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override
    {
        isObject = isObject || m_depth == 0;
        return enter();
    }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }
    bool key(string_t &name) override
    {
        if (m_depth == 1) {
            m_wanted =
                m_fields.contains(QUtf8StringView(name.data(), qsizetype(name.size())).toString());
            if (m_wanted)
                m_key = name;
        }
        return true;
    }
    bool parse_error(std::size_t, const std::string &, const Json::exception &e) override
    {
        problem = QString::fromUtf8(e.what()).section(u"] "_s, 1);
        return false;
    }

private:
    template <typename T> bool keep(T &&value)
    {
        if (m_depth == 1 && m_wanted)
            values[m_key] = std::forward<T>(value);
        return true;
    }
    bool enter()
    {
        isStructured = isStructured || (m_depth == 1 && m_wanted);
        isTooDeep = ++m_depth > maxDepth;
        return !isTooDeep;
    }
    bool leave()
    {
        --m_depth;
        return true;
    }

    const QStringList &m_fields;
    std::string m_key;
    int m_depth = 0;
    bool m_wanted = false;
};

} // namespace

Result<Json> readRow(QByteArrayView text, const Place &place)
{
    auto row = parseJson(text, place);
    if (row && !row->is_object())
        return fail(ErrorCode::BadInput,
                    u"%1: found %2, expected an object"_s.arg(place.text(), foundText(*row)));
    return row;
}

Result<Json> readRowFields(QByteArrayView text, const QStringList &fields, const Place &place)
{
    FieldSax sax(fields);
    const bool ok = Json::sax_parse(text.begin(), text.end(), &sax);
    if (!ok || !sax.isObject || sax.isStructured)
        return readRow(text, place); // says what is wrong, or builds what is needed
    return std::move(sax.values);
}

} // namespace touchstone
