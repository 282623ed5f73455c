#include "core/workspace/manifest.h"

#include "core/base/text.h"
#include "core/workspace/pathrules.h"

#include <QtCore/QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxPathBytes = 4096; // the kernel's
constexpr std::array modeNames{"regular", "executable", "symlink"};

Result<FileEntry> entryFromJson(const Json &json, const Place &place)
{
    if (!json.is_object())
        return fail(ErrorCode::BadInput,
                    u"%1: an object with mode, blob and size expected"_s.arg(place.text()));
    const QString modeName = stringOr(json, "mode");
    const auto mode = fileModeFromName(modeName);
    if (!mode)
        return fail(ErrorCode::BadInput,
                    u"%1: the mode is '%2'; 'regular', 'executable' or 'symlink' expected"_s.arg(
                        place.at(u"mode"_s).text(), modeName));
    auto blob = Digest::fromHex(stringOr(json, "blob"));
    if (!blob)
        return std::unexpected(
            std::move(blob.error()).within(u"reading %1"_s.arg(place.at(u"blob"_s).text())));
    const qint64 size = integerOr(json, "size", -1);
    if (size < 0)
        return fail(ErrorCode::BadInput,
                    u"%1: a number of bytes expected"_s.arg(place.at(u"size"_s).text()));
    return FileEntry{*mode, *blob, size};
}

} // namespace

QString fileModeName(FileMode mode)
{
    return QLatin1StringView(modeNames.at(size_t(mode)));
}

std::optional<FileMode> fileModeFromName(const QString &name)
{
    for (size_t i = 0; i < modeNames.size(); ++i)
        if (name == QLatin1StringView(modeNames.at(i)))
            return static_cast<FileMode>(i);
    return std::nullopt;
}

Digest Manifest::digest() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("touchstone manifest 1\n");
    for (auto it = files.begin(); it != files.end(); ++it) {
        hash.addData(it.key().toUtf8());
        const char mark[2] = {'\0', char('0' + int(it->mode))}; // no path contains NUL
        hash.addData(QByteArrayView(mark, 2));
        hash.addData(QByteArrayView(it->blob.bytes));
        hash.addData(QByteArray::number(it->size) + '\n');
    }
    return Digest::fromBytes(hash.resultView());
}

Json toJson(const Manifest &manifest)
{
    Json json = Json::object();
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it)
        json[it.key().toStdString()] = {
            {"mode", modeNames.at(size_t(it->mode))}, {"blob", it->blob.hex()}, {"size", it->size}};
    return json;
}

Result<Manifest> manifestFromJson(const Json &json, const Place &place)
{
    if (!json.is_object())
        return fail(ErrorCode::BadInput, u"%1: an object of paths expected"_s.arg(place.text()));
    Manifest manifest;
    for (const auto &[key, value] : json.items()) {
        const QString path = QString::fromStdString(key);
        const auto entry = entryFromJson(value, place.at(path));
        if (!entry)
            return std::unexpected(entry.error());
        manifest.files.insert(path, *entry);
    }
    if (auto sound = checkManifest(manifest); !sound)
        return std::unexpected(std::move(sound.error()).within(u"reading %1"_s.arg(place.text())));
    return manifest;
}

Result<void> checkManifest(const Manifest &manifest)
{
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it) {
        if (!isNormalised(it.key()))
            return fail(
                ErrorCode::BadInput,
                u"'%1' is no path for a workspace: relative, without empty, \".\" or \"..\" parts"_s
                    .arg(shortened(visibleText(it.key()), 200)));
        if (it.key().toUtf8().size() >= maxPathBytes)
            return fail(ErrorCode::BadInput,
                        u"a path is longer than %1 bytes: '%2'"_s.arg(maxPathBytes)
                            .arg(shortened(visibleText(it.key()), 200)));
        if (const QString other = pathInTheWay(manifest, it.key()); !other.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"'%1' and '%2' can't both be files"_s.arg(it.key(), other));
    }
    return {};
}

QString pathInTheWay(const Manifest &manifest, const QString &path)
{
    for (qsizetype slash = path.indexOf(u'/'); slash >= 0; slash = path.indexOf(u'/', slash + 1))
        if (manifest.files.contains(path.left(slash)))
            return path.left(slash);
    const QString below = path + u'/';
    const auto next = manifest.files.lowerBound(below);
    return next != manifest.files.end() && next.key().startsWith(below) ? next.key() : QString();
}

} // namespace touchstone
