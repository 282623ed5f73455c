#include "changesizecheck.h"
#include "findinggonecheck.h"
#include "fixkind.h"
#include "nonewfindingscheck.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

class FixPlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.kinds.push_back(std::make_unique<touchstone::FixKind>());
        contributions.checks.push_back(std::make_unique<touchstone::FindingGoneCheck>());
        contributions.checks.push_back(std::make_unique<touchstone::NoNewFindingsCheck>());
        contributions.checks.push_back(std::make_unique<touchstone::ChangeSizeCheck>());
        return contributions;
    }
};

#include "plugin.moc"
