#include "app/scenarios/roomyrows.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLineEdit>

namespace touchstone::scenarios {

void makeClearable(QLineEdit &line)
{
    line.setClearButtonEnabled(true);
    for (QAbstractButton *button : line.findChildren<QAbstractButton *>())
        button->setAccessibleName(QObject::tr("Clear"));
}

QString scenarioCount(qsizetype count)
{
    return count == 1 ? QObject::tr("1 scenario") : QObject::tr("%1 scenarios").arg(count);
}

} // namespace touchstone::scenarios
