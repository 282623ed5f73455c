#include "app/ide/look.h"

#include "app/ide/style.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QStyleHints>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

const Colours light{QColor(0x1a, 0x7f, 0x37), QColor(0xc2, 0x1c, 0x2b), QColor(0x8f, 0x5f, 0x00),
                    QColor(0x59, 0x63, 0x6e), QColor(0x59, 0x63, 0x6e), QColor(0x0b, 0x5c, 0xad),
                    QColor(0xd1, 0xd9, 0xe0), QColor(0xdd, 0xf4, 0xe2), QColor(0xff, 0xe3, 0xe1),
                    QColor(0xff, 0xf3, 0xc4)};
const Colours dark{QColor(0x62, 0xc0, 0x73), QColor(0xf8, 0x7b, 0x73), QColor(0xe0, 0xb0, 0x4c),
                   QColor(0x9a, 0xa4, 0xaf), QColor(0x9a, 0xa4, 0xaf), QColor(0x6c, 0xb6, 0xff),
                   QColor(0x3a, 0x41, 0x49), QColor(0x17, 0x3a, 0x24), QColor(0x4a, 0x1f, 0x22),
                   QColor(0x4a, 0x42, 0x1c)};

QPalette paletteFrom(const QColor &window, const QColor &base, const QColor &alternate,
                     const QColor &button, const QColor &text, const Colours &colours)
{
    QPalette palette(button, window);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, alternate);
    palette.setColor(QPalette::ToolTipBase, alternate);
    palette.setColor(QPalette::PlaceholderText, colours.dim);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, base);
    palette.setColor(QPalette::Accent, colours.accent);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, colours.dim);
    return palette;
}

QPalette paletteOf(bool isDark)
{
    return isDark
        ? paletteFrom(QColor(0x22, 0x26, 0x2b), QColor(0x19, 0x1c, 0x20), QColor(0x20, 0x24, 0x29),
                      QColor(0x2d, 0x33, 0x3a), QColor(0xe4, 0xe7, 0xea), dark)
        : paletteFrom(QColor(0xf6, 0xf8, 0xfa), QColor(0xff, 0xff, 0xff), QColor(0xf6, 0xf8, 0xfa),
                      QColor(0xee, 0xf1, 0xf4), QColor(0x1f, 0x23, 0x28), light);
}

} // namespace

QString schemeName(Scheme scheme)
{
    return scheme == Scheme::Light ? u"light"_s : scheme == Scheme::Dark ? u"dark"_s : u"system"_s;
}

Scheme schemeFromName(const QString &name)
{
    return name == u"light"_s ? Scheme::Light : name == u"dark"_s ? Scheme::Dark : Scheme::System;
}

QColor Colours::tone(const QString &name) const
{
    return name == u"good"_s ? good : name == u"bad"_s ? bad : name == u"warn"_s ? warn : neutral;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

const Colours &coloursOf(const QPalette &palette)
{
    return isDark(palette) ? dark : light;
}

void applyLook(QApplication &application, Scheme scheme, int textScale)
{
    static const qreal systemSize = QApplication::font().pointSizeF();
    const bool dark = scheme == Scheme::Dark
        || (scheme == Scheme::System
            && QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    if (application.style()->objectName() != u"touchstone"_s)
        QApplication::setStyle(new Style); // the application's
    QApplication::setPalette(paletteOf(dark));
    QFont font = QApplication::font();
    font.setPointSizeF(systemSize * textScale / 100.0);
    QApplication::setFont(font);
}

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

} // namespace touchstone::ide
