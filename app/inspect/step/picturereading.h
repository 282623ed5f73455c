#pragma once

#include "core/base/error.h"

#include <QtGui/QImage>

namespace touchstone::inspect {

/// A stranger's picture, decoded. Any thread, but not the GUI's. Only PNG, JPEG and WebP, of at
/// most `mostPixels`; BadInput says what it is instead. `fit` not empty: scaled down to it.
Result<QImage> decodePicture(const QByteArray &bytes, const QSize &fit = {});

inline constexpr qint64 mostPixels = 64 << 20;

} // namespace touchstone::inspect
