#include "core/base/schemadocument.h"

#include "core/base/paths.h"
#include "core/base/schema.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Collects the files that a schema refers to, each once, under a name for its definitions.
class Bundler {
public:
    Result<Json> bundle(const QString &path)
    {
        auto root = readJson(path);
        if (!root)
            return std::unexpected(root.error());
        m_taken.insert(QFileInfo(path).canonicalFilePath(), {});
        if (auto done = rewrite(*root, {}, path); !done)
            return std::unexpected(done.error());
        for (auto it = m_foreign.begin(); it != m_foreign.end(); ++it)
            (*root)["definitions"][it.key().toStdString()] = std::move(it.value());
        return std::move(*root);
    }

private:
    /// `prefix`: where this document will stand in the root; "" for the root itself.
    Result<void> rewrite(Json &node, const QString &prefix, const QString &path)
    {
        if (node.is_array()) {
            for (Json &item : node)
                if (auto done = rewrite(item, prefix, path); !done)
                    return done;
            return {};
        }
        if (!node.is_object())
            return {};
        if (auto refused = refusedKeyword(node, path); !refused)
            return refused;
        if (node.contains("$ref") && node["$ref"].is_string()) {
            auto reference = resolved(node["$ref"].get<QString>(), prefix, path);
            if (!reference)
                return std::unexpected(reference.error());
            node["$ref"] = *reference;
        }
        for (auto &[key, value] : node.items())
            if (auto done = rewrite(value, prefix, path); !done)
                return done;
        return {};
    }

    static Result<void> refusedKeyword(const Json &node, const QString &path)
    {
        // a member of "properties" may well be called "format": its value is then a schema
        const bool slow = node.contains("patternProperties")
            || (node.contains("uniqueItems") && node["uniqueItems"].is_boolean())
            || (node.contains("format") && node["format"].is_string());
        if (!slow)
            return {};
        return fail(
            ErrorCode::BadInput,
            u"%1: patternProperties, uniqueItems and format are not used in our schemas: a stranger's value could make them take very long"_s
                .arg(path));
    }

    Result<QString> resolved(const QString &reference, const QString &prefix, const QString &path)
    {
        const qsizetype hash = reference.indexOf(u'#');
        const QString file = hash < 0 ? reference : reference.left(hash);
        const QString pointer = hash < 0 ? QString() : reference.mid(hash + 1);
        if (file.isEmpty())
            return u"#"_s + prefix + pointer;
        const QString target = QFileInfo(path).dir().filePath(file);
        const auto name = foreign(target);
        if (!name)
            return std::unexpected(
                name.error().code == ErrorCode::Io
                    ? Error{ErrorCode::BadInput,
                            u"%1: refers to %2, which can't be read"_s.arg(path, file),
                            {}}
                    : name.error());
        return u"#"_s + *name + pointer;
    }

    /// Where a foreign document stands in the root: "/definitions/common"; "" for the root itself.
    Result<QString> foreign(const QString &path)
    {
        const QString canonical = QFileInfo(path).canonicalFilePath();
        if (const auto known = m_taken.find(canonical); known != m_taken.end())
            return *known;
        auto document = readJson(path);
        if (!document)
            return std::unexpected(document.error());
        QString name = QFileInfo(path).fileName().section(u'.', 0, 0);
        while (m_taken.values().contains(u"/definitions/"_s + name))
            name += u'_';
        const QString prefix = u"/definitions/"_s + name;
        m_taken.insert(canonical, prefix);
        document->erase("$schema");
        if (auto done = rewrite(*document, prefix, path); !done)
            return std::unexpected(done.error());
        m_foreign.insert(name, std::move(*document));
        return prefix;
    }

    QMap<QString, QString> m_taken; ///< canonical path to its place in the root
    QMap<QString, Json> m_foreign;
};

} // namespace

Result<QString> schemaFile(const QString &name)
{
    const QString file = name + u".schema.json"_s;
    if (!name.contains(u".."_s)) {
        if (auto path = resource(u"schemas/"_s + file))
            return path;
        for (const QString &folder : pluginFolders()) {
            const QString path = folder + u"/schemas/"_s + file;
            if (QFileInfo::exists(path))
                return path;
        }
    }
    return fail(ErrorCode::NotFound, u"there is no schema '%1'"_s.arg(name));
}

Result<Json> bundledSchema(const QString &path)
{
    return Bundler().bundle(path);
}

const Json *referredSchema(const Json &document, const QString &reference)
{
    if (!reference.startsWith(u'#'))
        return nullptr;
    try {
        const Json::json_pointer pointer(reference.mid(1).toStdString());
        return document.contains(pointer) ? &document.at(pointer) : nullptr;
    } catch (const Json::exception &) {
        return nullptr;
    }
}

bool hasSchema(const QString &schema)
{
    return schemaFile(schema).has_value();
}

} // namespace touchstone
