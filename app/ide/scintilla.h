#pragma once

// QScintilla's headers are written with Qt's short keywords, which are switched off here.
#include <QtCore/QtGlobal>
#include <QtWidgets/QWidget>
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexercustom.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots
