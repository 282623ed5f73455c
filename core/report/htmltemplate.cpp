#include "core/report/htmltemplate.h"

#include "core/base/paths.h"
#include "core/base/text.h"

#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace touchstone {

struct HtmlTemplate::Node {
    enum class Type { Text, Value, Section, Inverted, Slot, Root };
    Type type = Type::Root;
    QString text; ///< of Text; else the name
    std::vector<Node> children;
};

namespace {

using Node = HtmlTemplate::Node;
using Contexts = std::vector<const Json *>; ///< innermost last

const Json *memberOf(const Json &json, const QString &name)
{
    if (!json.is_object())
        return nullptr;
    const auto found = json.find(name.toStdString());
    return found == json.end() ? nullptr : &*found;
}

/// The value of "a.b": the first part in the innermost context that has it, the rest inside that.
const Json *find(const Contexts &contexts, const QString &name)
{
    if (name == u"."_s)
        return contexts.back();
    const QStringList parts = name.split(u'.');
    for (auto context = contexts.rbegin(); context != contexts.rend(); ++context) {
        const Json *value = memberOf(**context, parts.front());
        if (!value)
            continue;
        for (qsizetype i = 1; value && i < parts.size(); ++i)
            value = memberOf(*value, parts[i]);
        return value;
    }
    return nullptr;
}

bool isTruthy(const Json *value)
{
    if (!value || value->is_null())
        return false;
    if (value->is_boolean())
        return value->get<bool>();
    if (value->is_string())
        return !value->get_ref<const std::string &>().empty();
    return value->is_number() || !value->empty();
}

QString shown(const Json &value)
{
    return value.is_string() ? value.get<QString>() : QString::fromUtf8(dumpJson(value));
}

struct Renderer {
    const QString &fileName;
    const HtmlTemplate::Sink &sink;
    const HtmlTemplate::Slots &slot;
    Contexts contexts;

    Result<void> children(const Node &node)
    {
        for (const Node &child : node.children)
            if (auto done = render(child); !done)
                return done;
        return {};
    }

    Result<void> inside(const Json &context, const Node &node)
    {
        contexts.push_back(&context);
        auto done = children(node);
        contexts.pop_back();
        return done;
    }

    Result<void> section(const Node &node)
    {
        const Json *value = find(contexts, node.text);
        if (!isTruthy(value))
            return {};
        if (!value->is_array())
            return inside(*value, node);
        for (const Json &item : *value)
            if (auto done = inside(item, node); !done)
                return done;
        return {};
    }

    Result<void> render(const Node &node)
    {
        switch (node.type) {
        case Node::Type::Text:
            sink(node.text);
            return {};
        case Node::Type::Value: {
            const Json *value = find(contexts, node.text);
            if (!value)
                return fail(ErrorCode::Internal,
                            u"%1 asks for '%2', which is not there"_s.arg(fileName, node.text));
            sink(htmlText(shown(*value)));
            return {};
        }
        case Node::Type::Section:
            return section(node);
        case Node::Type::Inverted:
            return isTruthy(find(contexts, node.text)) ? Result<void>() : children(node);
        case Node::Type::Slot:
            if (!slot)
                return fail(ErrorCode::Internal,
                            u"%1 has the slot '%2', which nobody fills"_s.arg(fileName, node.text));
            return slot(node.text);
        case Node::Type::Root:
            break;
        }
        return children(node);
    }
};

class Parser {
public:
    Parser(const QString &text, const QString &fileName)
        : m_text(text)
        , m_fileName(fileName)
    {
    }

    /// Children up to the end, or up to {{/NAME}} of the section that is open.
    Result<void> parseInto(Node &parent)
    {
        while (true) {
            const qsizetype open = m_text.indexOf(u"{{"_s, m_at);
            const qsizetype end = open < 0 ? m_text.size() : open;
            if (end > m_at)
                parent.children.push_back({Node::Type::Text, m_text.sliced(m_at, end - m_at), {}});
            m_at = end;
            if (open < 0)
                return parent.type == Node::Type::Root
                    ? Result<void>()
                    : refuse(u"{{#%1}} is never closed"_s.arg(parent.text));
            const qsizetype close = m_text.indexOf(u"}}"_s, open);
            if (close < 0)
                return refuse(u"'{{' without '}}'"_s);
            const QString tag = m_text.sliced(open + 2, close - open - 2).trimmed();
            m_at = close + 2;
            if (tag.startsWith(u'/')) {
                const bool closes =
                    parent.type != Node::Type::Root && tag.mid(1).trimmed() == parent.text;
                return closes ? Result<void>() : refuse(u"{{%1}} closes nothing"_s.arg(tag));
            }
            if (auto added = add(parent, tag); !added)
                return added;
        }
    }

private:
    Result<void> add(Node &parent, const QString &tag)
    {
        if (tag.startsWith(u'!'))
            return {};
        const QChar sign = tag.isEmpty() ? QChar() : tag.front();
        const bool isSection = sign == u'#' || sign == u'^';
        const QString name = isSection || sign == u'>' ? tag.mid(1).trimmed() : tag;
        if (name.isEmpty())
            return refuse(u"'{{}}' without a name"_s);
        Node node{Node::Type::Value, name, {}};
        if (sign == u'#')
            node.type = Node::Type::Section;
        else if (sign == u'^')
            node.type = Node::Type::Inverted;
        else if (sign == u'>')
            node.type = Node::Type::Slot;
        if (isSection)
            if (auto parsed = parseInto(node); !parsed)
                return parsed;
        parent.children.push_back(std::move(node));
        return {};
    }

    [[nodiscard]] Result<void> refuse(const QString &what) const
    {
        const qsizetype line = QStringView(m_text).left(m_at).count(u'\n') + 1;
        return fail(ErrorCode::BadInput, u"%1 line %2: %3"_s.arg(m_fileName).arg(line).arg(what));
    }

    const QString &m_text;
    const QString &m_fileName;
    qsizetype m_at = 0;
};

} // namespace

QString htmlText(const QString &text)
{
    const QString visible = visibleText(text);
    QString escaped;
    escaped.reserve(visible.size());
    for (const QChar c : visible) {
        switch (c.unicode()) {
        case u'&':
            escaped += u"&amp;"_s;
            break;
        case u'<':
            escaped += u"&lt;"_s;
            break;
        case u'>':
            escaped += u"&gt;"_s;
            break;
        case u'"':
            escaped += u"&quot;"_s;
            break;
        case u'\'':
            escaped += u"&#39;"_s;
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

HtmlTemplate::HtmlTemplate() = default;
HtmlTemplate::~HtmlTemplate() = default;
HtmlTemplate::HtmlTemplate(HtmlTemplate &&) noexcept = default;
HtmlTemplate &HtmlTemplate::operator=(HtmlTemplate &&) noexcept = default;

Result<HtmlTemplate> HtmlTemplate::parse(const QString &text, const QString &fileName)
{
    HtmlTemplate parsed;
    parsed.m_fileName = fileName;
    parsed.m_root = std::make_unique<Node>();
    if (auto done = Parser(text, fileName).parseInto(*parsed.m_root); !done)
        return std::unexpected(std::move(done.error()));
    return parsed;
}

Result<HtmlTemplate> HtmlTemplate::load(const QString &name)
{
    const auto path = resource(u"report/"_s + name);
    if (!path)
        return std::unexpected(path.error());
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(*path, file.errorString()));
    return parse(QString::fromUtf8(file.readAll()), *path);
}

Result<void> HtmlTemplate::render(const Json &context, const Sink &sink, const Slots &slot) const
{
    Renderer renderer{m_fileName, sink, slot, {&context}};
    return renderer.render(*m_root);
}

Result<QString> HtmlTemplate::render(const Json &context) const
{
    QString text;
    if (auto done = render(context, [&text](const QString &piece) { text += piece; }); !done)
        return std::unexpected(std::move(done.error()));
    return text;
}

} // namespace touchstone
