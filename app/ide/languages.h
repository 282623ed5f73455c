#pragma once

#include <functional>

class QObject;

namespace KSyntaxHighlighting {
class Repository;
} // namespace KSyntaxHighlighting

namespace touchstone::ide {

/// All languages and themes that code is coloured by. The first call reads them, or waits until
/// that is done. GUI thread.
KSyntaxHighlighting::Repository &languages();

/// Whether they are being read in a thread, so that languages() would wait. Then `after` is called
/// once that is done, in the GUI thread, if `context` is still there.
bool areLanguagesBeingRead(QObject *context, const std::function<void()> &after);

/// Begins to read them in a thread, and Markdown, which has dozens of others within it: a tenth of
/// a second, that whoever shows the first message need not wait for then. GUI thread, once.
void prepareLanguages();

} // namespace touchstone::ide
