#pragma once

class QByteArray;

namespace touchstone::ide {
class CodeView;
}

namespace touchstone::scenarios {

/// Shows a unified diff with its lines marked as added and removed.
void showDiff(ide::CodeView &code, const QByteArray &diff);

} // namespace touchstone::scenarios
