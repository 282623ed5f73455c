#include "core/scenario/fixture.h"

#include "core/base/violations.h"
#include "core/workspace/pathrules.h"
#include "core/workspace/workspace.h"

#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// How many of `names` are members of `object`.
int membersOf(const Json &object, std::initializer_list<const char *> names)
{
    return int(std::ranges::count_if(names, [&](const char *n) { return object.contains(n); }));
}

Result<FileEntry> linkEntry(const QString &path, const Json &json, const Place &place,
                            BlobStore &blobs)
{
    const QByteArray target = stringOr(json, "symlink").toUtf8();
    if (json.size() > 1)
        return fail(ErrorCode::BadInput, u"%1: a symlink has no other member"_s.arg(place.text()));
    if (const auto refused = refusedLink(path, target))
        return fail(ErrorCode::BadInput, u"%1: %2"_s.arg(place.text(), refused->message));
    return FileEntry{FileMode::Symlink, blobs.put(target), target.size()};
}

Result<QByteArray> entryBytes(const Json &json, const Place &place)
{
    if (json.is_string())
        return QByteArray::fromStdString(json.get<std::string>());
    if (membersOf(json, {"text", "base64"}) != 1)
        return fail(ErrorCode::BadInput,
                    u"%1: exactly one of \"text\", \"base64\" and \"symlink\" is expected"_s.arg(
                        place.text()));
    if (json.contains("text"))
        return QByteArray::fromStdString(json["text"].get<std::string>());
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromStdString(json["base64"].get<std::string>()),
                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return fail(ErrorCode::BadInput, u"%1: not base64"_s.arg(place.at(u"base64"_s).text()));
    return *decoded;
}

Result<FileEntry> fileEntry(const QString &path, const Json &json, const Place &place,
                            BlobStore &blobs)
{
    if (!isNormalised(path))
        return fail(
            ErrorCode::BadInput,
            u"%1: found the path %2, expected a relative one without empty, '.' and '..' parts"_s
                .arg(place.text(), foundText(Json(path))));
    if (json.is_object() && json.contains("symlink"))
        return linkEntry(path, json, place, blobs);
    const auto bytes = entryBytes(json, place);
    if (!bytes)
        return std::unexpected(bytes.error());
    const bool executable = stringOr(json, "mode") == "executable"_L1;
    return FileEntry{executable ? FileMode::Executable : FileMode::Regular, blobs.put(*bytes),
                     bytes->size()};
}

Result<Fixture> bundleFixture(const Json &workspace, const FileScope &scope, const Place &place,
                              BlobStore &blobs)
{
    if (!workspace.contains("commit"))
        return fail(
            ErrorCode::BadInput,
            u"%1: a bundle needs \"commit\", the id of the commit to take"_s.arg(place.text()));
    const QString name = stringOr(workspace, "bundle");
    const auto bundle = scope.file(name, place.at(u"bundle"_s));
    if (!bundle) {
        const QString supply = stringOr(workspace, "missing");
        // only a file that isn't there may be missing: one that leads elsewhere is a mistake
        if (supply.isEmpty() || QFileInfo::exists(scope.base + u'/' + name))
            return std::unexpected(bundle.error());
        return Fixture{{}, u"the bundle %1 is not at hand: %2"_s.arg(name, supply)};
    }
    auto files = manifestOfBundle(*bundle, stringOr(workspace, "commit"), blobs);
    if (!files)
        return std::unexpected(std::move(files.error()).within(u"reading "_s + place.text()));
    return Fixture{std::move(*files), {}};
}

} // namespace

Result<Manifest> inlineFiles(const Json &json, const Place &place, BlobStore &blobs)
{
    Manifest manifest;
    for (const auto &[key, value] : json.items()) {
        const QString path = QString::fromStdString(key);
        auto entry = fileEntry(path, value, place.at(path), blobs);
        if (!entry)
            return std::unexpected(entry.error());
        manifest.files.insert(path, *entry);
    }
    if (auto fits = checkManifest(manifest); !fits)
        return fail(ErrorCode::BadInput, u"%1: %2"_s.arg(place.text(), fits.error().message));
    return manifest;
}

Result<Manifest> readTree(const Json &json, const FileScope &scope, const Place &place,
                          BlobStore &blobs)
{
    if (!json.is_string())
        return inlineFiles(json, place, blobs);
    const auto folder = scope.folder(json.get<QString>(), place);
    if (!folder)
        return std::unexpected(folder.error());
    auto manifest = manifestOfFolder(*folder, blobs);
    if (!manifest)
        return std::unexpected(std::move(manifest.error()).within(u"reading "_s + place.text()));
    return manifest;
}

Result<Fixture> readFixture(const Json &workspace, const FileScope &scope, const Place &place,
                            BlobStore &blobs)
{
    if (workspace.is_null())
        return Fixture{};
    if (membersOf(workspace, {"folder", "files", "bundle"}) != 1)
        return fail(ErrorCode::BadInput,
                    u"%1: exactly one of \"folder\", \"files\" and \"bundle\" is expected"_s.arg(
                        place.text()));
    if (workspace.contains("bundle"))
        return bundleFixture(workspace, scope, place, blobs);
    if (membersOf(workspace, {"commit", "missing"}) > 0)
        return fail(ErrorCode::BadInput,
                    u"%1: \"commit\" and \"missing\" go with \"bundle\" only"_s.arg(place.text()));
    const char *member = workspace.contains("folder") ? "folder" : "files";
    auto files = readTree(workspace[member], scope, place.at(QString::fromLatin1(member)), blobs);
    if (!files)
        return std::unexpected(files.error());
    return Fixture{std::move(*files), {}};
}

} // namespace touchstone
