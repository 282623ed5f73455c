#include "windows/accessible.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QWidget>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

constexpr int mostChildren = 500; ///< of one element: tables are all alike further down

bool isInteractive(QAccessible::Role role)
{
    static constexpr std::array roles{
        QAccessible::PushButton, QAccessible::CheckBox,     QAccessible::RadioButton,
        QAccessible::ComboBox,   QAccessible::EditableText, QAccessible::SpinBox,
        QAccessible::Slider,     QAccessible::List,         QAccessible::Tree,
        QAccessible::Table,      QAccessible::PageTab,      QAccessible::PageTabList,
        QAccessible::MenuItem,   QAccessible::ButtonMenu,   QAccessible::ButtonDropDown,
        QAccessible::Dial,       QAccessible::Link};
    return std::ranges::find(roles, role) != roles.end();
}

QString placeOf(const QAccessibleInterface *element)
{
    QStringList place;
    for (QObject *object = element->object(); object && place.size() < 4;
         object = object->parent()) {
        QString name = QString::fromLatin1(object->metaObject()->className());
        if (!object->objectName().isEmpty())
            name += u" '"_s + object->objectName() + u'\'';
        place.append(name);
    }
    return place.isEmpty() ? u"role %1"_s.arg(int(element->role())) : place.join(u" in "_s);
}

void look(QAccessibleInterface *element, QStringList &nameless)
{
    if (!element || !element->isValid() || element->state().invisible)
        return;
    // Qt's own parts of its widgets: their owner has the name
    const auto *widget = qobject_cast<QWidget *>(element->object());
    const bool isPart = widget
        && (widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QTabBar")
            || widget->inherits("QScrollBar"));
    const bool isAsked = isInteractive(element->role())
        || (widget && widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy()
            && element->role() != QAccessible::Client && element->role() != QAccessible::Window);
    if (!isPart && isAsked && element->text(QAccessible::Name).trimmed().isEmpty())
        nameless.append(placeOf(element));
    for (int i = 0; i < std::min(element->childCount(), mostChildren); ++i)
        look(element->child(i), nameless);
}

} // namespace

QStringList namelessIn(QWidget &root)
{
    QStringList nameless;
    look(QAccessible::queryAccessibleInterface(&root), nameless);
    return nameless;
}

} // namespace touchstone::test
