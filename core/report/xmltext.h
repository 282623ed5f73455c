#pragma once

#include <QtCore/QString>

namespace touchstone {

/// Text that XML 1.0 can hold: control characters made visible, lone surrogates and U+FFFE/U+FFFF
/// as U+FFFD. Escaping of markup is the writer's.
QString xmlText(const QString &text);

} // namespace touchstone
