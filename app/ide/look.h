#pragma once

#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QPalette>

class QApplication;
class QFont;

namespace touchstone::ide {

/// Light or dark, or whatever the system asks for.
enum class Scheme { System, Light, Dark };
QString schemeName(Scheme scheme); ///< "system", "light", "dark"
Scheme schemeFromName(const QString &name); ///< System for anything else

/// Colours with a meaning, for a light or a dark palette. On the palette's base each text colour
/// has a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
struct Colours {
    QColor good;
    QColor bad;
    QColor warn;
    QColor neutral;
    QColor dim; ///< text that matters less
    QColor accent;
    QColor border;
    QColor added; ///< backgrounds of lines in a diff
    QColor removed;
    QColor marked; ///< background of what is pointed at

    /// "good", "bad", "warn", "neutral": the tones of core/report/evidenceview.h
    [[nodiscard]] QColor tone(const QString &name) const;
};
const Colours &coloursOf(const QPalette &palette);
bool isDark(const QPalette &palette);

/// Gives the application its palette, style and font; `textScale` in percent of the system's size.
void applyLook(QApplication &application, Scheme scheme, int textScale);
/// The font that code is shown in.
QFont codeFont();

} // namespace touchstone::ide
