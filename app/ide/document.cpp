#include "app/ide/document.h"

namespace touchstone::ide {

void Document::setGrowing(bool grows)
{
    const bool isCompleted = m_isGrowing && !grows;
    m_isGrowing = grows;
    if (isCompleted)
        Q_EMIT completed();
}

} // namespace touchstone::ide
