#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace touchstone {

/// Bytes from a stranger as text that is safe to show: bad UTF-8 becomes U+FFFD, control characters
/// other than newline and tab become visible (ESC is shown as ␛), bidirectional overrides as
/// ‹U+202E›.
QString visibleText(QByteArrayView bytes);
QString visibleText(const QString &text);
/// At most `limit` characters of it, cut in the middle with "… N characters left out …".
QString shortened(const QString &text, qsizetype limit);
/// The same for a name, which stays on its line: cut in the middle with "…".
QString shortName(const QString &name, qsizetype limit = 200);

} // namespace touchstone
