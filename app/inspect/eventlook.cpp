#include "app/inspect/eventlook.h"

#include "app/ide/look.h"

#include <QtCore/QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

struct Look {
    const char *title;
    char16_t glyph;
    int lane;
};

// by EventType
constexpr std::array<Look, 12> looks{{
    {QT_TRANSLATE_NOOP("EventType", "Message"), u'❝', 0},
    {QT_TRANSLATE_NOOP("EventType", "Model call"), u'✦', 0},
    {QT_TRANSLATE_NOOP("EventType", "Edit"), u'✎', 1},
    {QT_TRANSLATE_NOOP("EventType", "Command"), u'❯', 2},
    {QT_TRANSLATE_NOOP("EventType", "Action"), u'➤', 2},
    {QT_TRANSLATE_NOOP("EventType", "Observation"), u'◉', 2},
    {QT_TRANSLATE_NOOP("EventType", "Checkpoint"), u'⚑', 1},
    {QT_TRANSLATE_NOOP("EventType", "Turn"), u'↻', 3},
    {QT_TRANSLATE_NOOP("EventType", "Limit"), u'⧗', 3},
    {QT_TRANSLATE_NOOP("EventType", "Refusal"), u'⊘', 3},
    {QT_TRANSLATE_NOOP("EventType", "Error"), u'✖', 3},
    {QT_TRANSLATE_NOOP("EventType", "Note"), u'•', 3},
}};

} // namespace

QString eventTitle(EventType type)
{
    return QCoreApplication::translate("EventType", looks.at(size_t(type)).title);
}

QString eventGlyph(EventType type)
{
    return QString(QChar(looks.at(size_t(type)).glyph));
}

int eventLane(EventType type)
{
    return looks.at(size_t(type)).lane;
}

QColor eventColour(EventType type, bool isTrouble, const QPalette &palette)
{
    const ide::Colours &colours = ide::coloursOf(palette);
    if (isTrouble)
        return colours.bad;
    switch (type) {
    case EventType::Message:
    case EventType::ModelCall:
        return colours.accent;
    case EventType::Edit:
    case EventType::Checkpoint:
        return colours.good;
    case EventType::Command:
    case EventType::Action:
    case EventType::Observation:
        return colours.warn;
    default:
        return colours.neutral;
    }
}

QString statusGlyph(VerdictStatus status)
{
    switch (status) {
    case VerdictStatus::Passed:
        return u"✓"_s;
    case VerdictStatus::Failed:
        return u"✗"_s;
    case VerdictStatus::Error:
        return u"!"_s;
    case VerdictStatus::Skipped:
        break;
    }
    return u"–"_s;
}

QString outcomeGlyph(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return u"✓"_s;
    case Outcome::Failed:
        return u"✗"_s;
    case Outcome::Error:
        return u"!"_s;
    case Outcome::Unsupported:
        break;
    }
    return u"–"_s;
}

} // namespace touchstone::inspect
