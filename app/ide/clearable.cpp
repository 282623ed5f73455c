#include "app/ide/clearable.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLineEdit>

namespace touchstone::ide {

void makeClearable(QLineEdit &line)
{
    line.setClearButtonEnabled(true);
    for (QAbstractButton *button : line.findChildren<QAbstractButton *>())
        button->setAccessibleName(QObject::tr("Clear"));
}

} // namespace touchstone::ide
