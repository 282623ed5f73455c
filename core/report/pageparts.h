#pragma once

#include "core/base/error.h"

namespace touchstone {

/// What pages of ours are made of besides their templates.

/// A file of resources/report that goes into a page as it is.
Result<QString> partOfPage(const QString &name);
/// A Content-Security-Policy under which nothing is loaded, and no script or style runs but these
/// two; pictures only as data.
QString contentPolicy(const QString &style, const QString &script);
/// The media type of a picture by its first bytes: what it says of itself is a stranger's word.
/// Empty: it is no PNG, JPEG or WebP.
QString pictureType(const QByteArray &bytes);
/// "data:image/png;base64,…"
QString dataUri(const QString &type, const QByteArray &bytes);

} // namespace touchstone
